namespace Cowry.Client;

/// <summary>How patient a <see cref="CowryClient"/> is. The defaults suit a program that serves people.</summary>
public sealed record CowryClientOptions
{
    /// <summary>How often one call is tried in all; 1 means that nothing is tried again.</summary>
    public int MaxAttempts { get; init; } = 4;

    /// <summary>The first wait between two tries; it doubles and is spread at random by up to half.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>A <c>Retry-After</c> longer than this ends the call with the server's problem instead of a wait.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(20);

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
