using Cowry.Primitives;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Data;

/// <summary>The one insert that must not fail when the row is there: it decides which of two requests with a key was first.</summary>
internal static class KeySql
{
    /// <summary>Waits for a transaction that is inserting the same key right now.</summary>
    /// <returns>False when the key exists already, committed by another request.</returns>
    public static async Task<bool> InsertKeyAsync(
        this CowryContext db, MerchantId merchant, string key, string hash, DateTimeOffset at, DateTimeOffset heldUntil, CancellationToken cancel)
    {
        var (atMs, heldMs) = (at.ToUnixTimeMilliseconds(), heldUntil.ToUnixTimeMilliseconds());
        var rows = await db.Database.ExecuteSqlAsync(
            $"INSERT INTO idempotency_keys (merchant_id, key, request_hash, at, held_until) VALUES ({merchant.Value}, {key}, {hash}, {atMs}, {heldMs}) ON CONFLICT DO NOTHING",
            cancel);
        return rows == 1;
    }
}
