using Cowry.Primitives;

namespace Cowry.Server.Data;

/// <summary>
/// What every request with a key sends. The insert must not fail when the row is there: it decides which of two requests with a key was first.
/// </summary>
internal static class KeySql
{
    /// <summary>Waits for a transaction that is inserting the same key right now.</summary>
    /// <returns>False when the key exists already, committed by another request.</returns>
    public static async Task<bool> InsertKeyAsync(
        this CowryContext db, MerchantId merchant, string key, string hash, DateTimeOffset at, DateTimeOffset heldUntil, CancellationToken cancel)
    {
        const string sql =
            "INSERT INTO idempotency_keys (merchant_id, key, request_hash, at, held_until) VALUES (@p0, @p1, @p2, @p3, @p4) ON CONFLICT DO NOTHING";
        return await db.RunAsync(sql, cancel, merchant.Value, key, hash, at.ToUnixTimeMilliseconds(), heldUntil.ToUnixTimeMilliseconds()) == 1;
    }

    /// <summary>Gives a key its answer unless it has one.</summary>
    public static Task AnswerKeyAsync(this CowryContext db, MerchantId merchant, string key, int status, string? body, CancellationToken cancel) =>
        db.RunAsync("UPDATE idempotency_keys SET status = @p2, body = @p3 WHERE merchant_id = @p0 AND key = @p1 AND status IS NULL", cancel, merchant.Value, key, status, body);
}
