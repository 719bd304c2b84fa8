using Cowry.Client.ApiKeys;
using Cowry.Primitives;
using Cowry.Server.Api;
using Cowry.Server.ApiKeys;
using Cowry.Server.Data;
using Cowry.Server.Identity.OAuth;
using Cowry.Server.Identity.People;
using Cowry.Server.Staff;
using Cowry.Server.Terminals;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Identity;

/// <summary>
/// Finds who a token stands for: one indexed query at most. What it finds is kept for a moment (see <see cref="CallerCache"/>), so that a burst from
/// one terminal costs one query.
/// </summary>
internal sealed class CallerLookup(Database database, AccessTokens accessTokens, CallerCache cache, SeenTimes seen, TimeProvider time)
{
    public async ValueTask<Caller> FindAsync(string token, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var hash = SecretTokens.Hash(token);
        if (cache.Find(hash, now) is { } known)
            return known;

        var turn = cache.Turn;
        await using var db = database.Open();
        var found = await FindAsync(db, token, hash, now, cancel);
        cache.Keep(hash, found.Caller, found.ExpiresAt, now, turn);
        seen.Note(found.Caller, now);
        return found.Caller;
    }

    private async Task<FoundCaller> FindAsync(CowryContext db, string token, string hash, DateTimeOffset now, CancellationToken cancel)
    {
        if (token.StartsWith(SecretTokens.ApiKey, StringComparison.Ordinal))
            return await KeyCaller.FindAsync(db, hash, now, cancel) ?? throw Unknown();
        if (token.StartsWith(SecretTokens.StaffSession, StringComparison.Ordinal))
            return await StaffSessions.FindAsync(db, hash, now, cancel) ?? throw Unknown();
        var claims = await accessTokens.ReadAsync(token) ?? throw Unknown();
        return claims.Subject.StartsWith(TerminalId.Prefix, StringComparison.Ordinal)
            ? await TerminalCallerAsync(db, claims, cancel)
            : await UserCallerAsync(db, claims, cancel);
    }

    private static async Task<FoundCaller> TerminalCallerAsync(CowryContext db, AccessTokenClaims claims, CancellationToken cancel)
    {
        var terminal = new TerminalId(claims.Subject);
        var store = await TerminalLookup.ActiveStoreAsync(db, claims.Merchant, terminal, cancel)
            ?? throw new Refusal(401, "terminal_revoked", "The terminal was revoked", "Pair it anew.");
        var caller = new Caller(claims.Merchant) { Terminal = terminal, Store = store, Scopes = RoleScopes.TerminalAlone };
        return new FoundCaller(caller, claims.ExpiresAt);
    }

    private static async Task<FoundCaller> UserCallerAsync(CowryContext db, AccessTokenClaims claims, CancellationToken cancel)
    {
        var exists = await db.Set<CowryUser>().AnyAsync(user => user.Id == claims.Subject && user.MerchantId == claims.Merchant, cancel);
        if (!exists)
            throw Unknown();
        var scopes = claims.Scopes.Where(scope => Scopes.All.Contains(scope)).ToHashSet(StringComparer.Ordinal);
        return new FoundCaller(new Caller(claims.Merchant) { User = new UserId(claims.Subject), Scopes = scopes }, claims.ExpiresAt);
    }

    private static Refusal Unknown() => new(401, "unauthenticated", "Not signed in", "The token is not known, or it was revoked.");
}

/// <summary>A caller, and until when its token is good.</summary>
internal sealed record FoundCaller(Caller Caller, DateTimeOffset? ExpiresAt);
