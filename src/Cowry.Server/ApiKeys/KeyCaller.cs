using Cowry.Primitives;
using Cowry.Server.Api;
using Cowry.Server.Data;
using Cowry.Server.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.ApiKeys;

/// <summary>API keys as Identity sees them.</summary>
internal static class KeyCaller
{
    public static async Task<FoundCaller?> FindAsync(CowryContext db, string secretHash, DateTimeOffset now, CancellationToken cancel)
    {
        var key = await db.Set<ApiKeyRow>().AsNoTracking()
            .Where(k => k.SecretHash == secretHash && k.RevokedAt == null)
            .Select(k => new { k.MerchantId, k.Id, k.Scopes, k.ExpiresAt })
            .SingleOrDefaultAsync(cancel);
        if (key is null)
            return null;
        if (key.ExpiresAt <= now)
            throw new Refusal(401, "token_expired", "The API key has run out", "Make a new one.");
        var scopes = key.Scopes.Split(' ').ToHashSet(StringComparer.Ordinal);
        return new FoundCaller(new Caller(key.MerchantId) { ApiKey = key.Id, Scopes = scopes }, key.ExpiresAt);
    }

    public static Task UsedAsync(CowryContext db, MerchantId merchant, ApiKeyId id, DateTimeOffset at, CancellationToken cancel) =>
        db.Set<ApiKeyRow>()
            .Where(k => k.MerchantId == merchant && k.Id == id)
            .ExecuteUpdateAsync(row => row.SetProperty(k => k.LastUsedAt, at), cancel);
}
