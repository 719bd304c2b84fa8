using System.Collections.Concurrent;

namespace Cowry.Sandbox.OfficialAccount;

/// <summary>Whom a code stands for. <paramref name="ExpiresAt"/> in milliseconds UTC.</summary>
internal sealed record Authorization(string User, string Appid, string Scope, long ExpiresAt);

/// <summary>
/// The codes of web authorization: good once, for five minutes, under one appid. They live in memory: after a restart a visitor begins
/// again.
/// </summary>
internal sealed class AuthorizationCodes(TimeProvider time)
{
    private static readonly long Life = (long)TimeSpan.FromMinutes(5).TotalMilliseconds;

    // A used code is remembered as long as it would have lived, to be told from one that never was.
    private readonly ConcurrentDictionary<string, (Authorization Authorization, bool Used)> codes = new(StringComparer.Ordinal);

    public string New(string user, string appid, string scope)
    {
        var now = Now();
        foreach (var (old, entry) in codes)
        {
            // An expired code still answers as expired for as long again.
            if (entry.Authorization.ExpiresAt + Life <= now)
                codes.TryRemove(old, out _);
        }

        var code = "0" + RandomText.Letters(31);
        codes[code] = (new Authorization(user, appid, scope, now + Life), Used: false);
        return code;
    }

    /// <summary>Uses a code up, or refuses it.</summary>
    public Authorization Take(string code, string appid)
    {
        if (!codes.TryGetValue(code, out var entry) || entry.Authorization.Appid != appid)
            throw new AccountError(40029, "invalid code");
        if (entry.Authorization.ExpiresAt <= Now())
            throw new AccountError(42003, "code expired");
        if (entry.Used || !codes.TryUpdate(code, entry with { Used = true }, entry))
            throw new AccountError(40163, "code been used");
        return entry.Authorization;
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
