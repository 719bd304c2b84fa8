namespace Cowry.Connectors.WeChatPay;

/// <summary>
/// When to download WeChat's certificates for one account: before the first use in certificate mode, every 12 hours from then on, and when
/// a message names a serial that is not at hand, though not more than once a minute, since anybody can make up serials.
/// </summary>
internal sealed class PlatformCertificates(PlatformKeys keys)
{
    private static readonly TimeSpan Renewal = TimeSpan.FromHours(12);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private Task<CertificateDownload.Result>? running;
    private DateTimeOffset? loadedAt;
    private DateTimeOffset? triedAt;

    public PlatformKeys Keys { get; } = keys;

    /// <summary>
    /// Waits for the first download, and returns what went wrong with it; afterwards answers at once, renewing in the background when it is
    /// time.
    /// </summary>
    public async Task<WireAnswer?> EnsureLoadedAsync(Downloader download, DateTimeOffset now, CancellationToken cancel)
    {
        DateTimeOffset? at;
        lock (gate)
            at = loadedAt;
        if (at is null)
            return (await Start(download, now).WaitAsync(cancel)).Problem;
        if (now - at >= Renewal && MayTry(now))
            _ = Start(download, now);
        return null;
    }

    /// <summary>Downloads because a message names a serial that is unknown; true when new keys may have come.</summary>
    public async Task<bool> RefreshAsync(Downloader download, DateTimeOffset now, CancellationToken cancel)
    {
        Task<CertificateDownload.Result>? task;
        lock (gate)
            task = running;
        if (task is null && !MayTry(now))
            return false;
        return (await (task ?? Start(download, now)).WaitAsync(cancel)).Problem is null;
    }

    private bool MayTry(DateTimeOffset now)
    {
        lock (gate)
            return triedAt is not { } at || now - at >= Pause || now < at;
    }

    // One download at a time, not tied to the caller who happened to start it.
    private Task<CertificateDownload.Result> Start(Downloader download, DateTimeOffset now)
    {
        lock (gate)
        {
            triedAt = now;
            return running ??= RunAsync(download, now);
        }
    }

    private async Task<CertificateDownload.Result> RunAsync(Downloader download, DateTimeOffset now)
    {
        // Lets the lock go before anything can finish at once.
        await Task.Yield();
        try
        {
            var result = await download();
            if (result.Problem is not null)
                return result;
            Keys.Replace(result.Certificates);
            lock (gate)
                loadedAt = now;
            return result;
        }
        finally
        {
            lock (gate)
                running = null;
        }
    }

    internal delegate Task<CertificateDownload.Result> Downloader();
}
