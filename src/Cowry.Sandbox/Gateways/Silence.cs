namespace Cowry.Sandbox;

/// <summary>The work is done and the caller never learns it: what a cut line looks like.</summary>
internal sealed class Silence(TimeProvider time, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Holds the connection without a word until the caller gives up, the sandbox stops, or a minute is over; then cuts it.</summary>
    public async Task Keep(HttpContext http)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await Task.Delay(Longest, time, gone.Token);
        }
        catch (OperationCanceledException)
        {
            // The caller gave up, or the sandbox stops.
        }

        http.Abort();
    }
}
