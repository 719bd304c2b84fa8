using Cowry.Primitives;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Data;

/// <summary>A row that a worker has to itself until its lease lapses.</summary>
internal sealed record Claim(string MerchantId, string Id)
{
    public MerchantId Merchant => new(MerchantId);
}

/// <summary>
/// Claims due rows: a row's <c>due_at</c> is moved ahead by the lease, in one statement under row locks, so that no two workers get it and a worker
/// that dies gives it back by itself. Finishing a row sets <c>due_at</c> for good.
/// </summary>
internal static class Claims
{
    /// <summary>Takes the longest due first.</summary>
    /// <param name="db">The database.</param>
    /// <param name="table">A table of ours with merchant_id, id and due_at.</param>
    /// <param name="now">The moment up to which rows are due.</param>
    /// <param name="lease">For how long they are the claimer's.</param>
    /// <param name="limit">How many at the most.</param>
    /// <param name="cancel">Ends the wait.</param>
    public static Task<IReadOnlyList<Claim>> ClaimDueAsync(
        this Database db, string table, DateTimeOffset now, TimeSpan lease, int limit, CancellationToken cancel) =>
        db.WriteAsync<IReadOnlyList<Claim>>(
            async context =>
            {
                var sql =
                    $"UPDATE {table} SET due_at = {{1}} WHERE (merchant_id, id) IN (SELECT merchant_id, id FROM {table} WHERE due_at <= {{0}} ORDER BY due_at LIMIT {{2}}{db.SkipLocked}) RETURNING merchant_id AS \"MerchantId\", id AS \"Id\"";
                var rows = await context.Database
                    .SqlQueryRaw<Claim>(sql, now.ToUnixTimeMilliseconds(), (now + lease).ToUnixTimeMilliseconds(), limit)
                    .ToListAsync(cancel);
                return (rows.Count > 0, rows);
            },
            cancel);

    /// <summary>Whether anything is due; a read, so that an idle worker never takes the write lock.</summary>
    public static async Task<DateTimeOffset?> NextDueAsync(this Database db, string table, CancellationToken cancel)
    {
        await using var context = db.Open();
        var sql = $"SELECT MIN(due_at) AS \"Value\" FROM {table} WHERE due_at IS NOT NULL";
        var next = await context.Database.SqlQueryRaw<long?>(sql).SingleAsync(cancel);
        return next is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }

    /// <summary>Claims cursors that have events to handle.</summary>
    public static Task<IReadOnlyList<CursorClaim>> ClaimCursorsAsync(
        this Database db, DateTimeOffset now, TimeSpan lease, int limit, CancellationToken cancel) =>
        db.WriteAsync<IReadOnlyList<CursorClaim>>(
            async context =>
            {
                var sql =
                    $"UPDATE cursors SET claimed_until = {{1}} WHERE (merchant_id, consumer, stream) IN (SELECT merchant_id, consumer, stream FROM cursors WHERE due_seq > position AND claimed_until <= {{0}} ORDER BY claimed_until LIMIT {{2}}{db.SkipLocked}) RETURNING merchant_id AS \"MerchantId\", consumer AS \"Consumer\", stream AS \"Stream\", position AS \"Position\", due_seq AS \"DueSeq\", failures AS \"Failures\"";
                var rows = await context.Database
                    .SqlQueryRaw<CursorClaim>(sql, now.ToUnixTimeMilliseconds(), (now + lease).ToUnixTimeMilliseconds(), limit)
                    .ToListAsync(cancel);
                return (rows.Count > 0, rows);
            },
            cancel);

    /// <summary>Whether a cursor has events to handle; a read.</summary>
    public static async Task<bool> AnyCursorDueAsync(this Database db, DateTimeOffset now, CancellationToken cancel)
    {
        await using var context = db.Open();
        return await context.Set<Events.CursorRow>().AnyAsync(row => row.DueSeq > row.Position && row.ClaimedUntil <= now, cancel);
    }
}

internal sealed record CursorClaim(string MerchantId, string Consumer, string Stream, long Position, long DueSeq, int Failures)
{
    public MerchantId Merchant => new(MerchantId);
}
