namespace Cowry.Client.Events;

public sealed record EventFollowerOptions
{
    /// <summary>A connection that is silent for longer is taken for dead. The server sends a heartbeat every 15 seconds.</summary>
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>The longest first wait before coming back; it doubles while the server stays away. The wait itself is a random part of it.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(15);
}
