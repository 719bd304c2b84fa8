using System.Collections.Concurrent;
using System.Globalization;
using Cowry.Primitives;

namespace Cowry.Bench.Ceiling;

/// <summary>
/// The statements that the server sends for one payment, by hand: the intent, the answer, the success; three durable commits, with the same rows, locks and
/// look-ups between. What it leaves out is the consumer's cursor work, which is shared by many payments.
/// </summary>
internal sealed class CeilingStore(string kind, string connection) : IDisposable
{
    private static readonly string EventData = "{" + new string('d', 700) + "}";
    private readonly ConcurrentBag<SqlSession> _idle = [];
    private readonly SemaphoreSlim _writer = new(1, 1);
    private readonly string _lock = kind == "postgres" ? " FOR UPDATE" : "";
    private readonly string _begin = kind == "postgres" ? "BEGIN" : "BEGIN IMMEDIATE";

    public void Dispose() => _writer.Dispose();

    public Task IntendAsync(string merchant, string store, string account, string id, string number, string key) => WriteAsync(async sql =>
    {
        var now = Now;
        await sql.RunAsync(
            "INSERT INTO idempotency_keys (merchant_id, key, request_hash, at, held_until) VALUES (@p0, @p1, @p2, @p3, @p4) ON CONFLICT DO NOTHING",
            merchant, key, new string('h', 64), now, now + 15000);
        await sql.ReadAsync("SELECT id, name, phone, address, time_zone FROM stores WHERE merchant_id = @p0 AND id = @p1", merchant, store);
        await sql.ReadAsync("SELECT id, method, rate_ppm FROM payment_accounts WHERE merchant_id = @p0 AND method = @p1 AND enabled ORDER BY id LIMIT 1", merchant, "wechat_pay");
        await sql.ScalarAsync(
            "INSERT INTO payment_numbers (merchant_id, store_id, day, last) VALUES (@p0, @p1, @p2, 1) ON CONFLICT (merchant_id, store_id, day) DO UPDATE SET last = payment_numbers.last + 1 RETURNING last",
            merchant, store, 20261124);
        await sql.RunAsync(
            "INSERT INTO payments (merchant_id, id, created_at, store_id, amount, method, flow, status, auto_print, number, request_hash, account_id, rate_ppm, gateway_number, expires_at, late, close_wanted, due_at, polls) "
            + "VALUES (@p0, @p1, @p2, @p3, 1250, 'wechat_pay', 'show_qr', 'Pending', @p4, '1124-0001', @p5, @p6, 6000, @p7, @p8, @p9, @p9, @p10, 0)",
            merchant, id, now, store, true, new string('h', 90), account, number, now + 300000, false, now + 12000);
        await sql.RunAsync("UPDATE idempotency_keys SET resource = @p2 WHERE merchant_id = @p0 AND key = @p1", merchant, key, id);
        var seq = await HeadAsync(sql, merchant, store);
        await sql.RunAsync(
            "INSERT INTO events (merchant_id, stream, seq, id, type, data, actor, at) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7)",
            merchant, store, seq, "evt_" + id[4..], "payment.created", EventData, "{}", now);
    });

    /// <summary>What is read between the intent and the call to the gateway.</summary>
    public Task LookUpAsync(string merchant, string account) => ReadAsync(sql => AccountAsync(sql, merchant, account));

    public Task ShowAsync(string merchant, string id, string key, string qr, string answer) => WriteAsync(async sql =>
    {
        await sql.ReadAsync($"SELECT * FROM payments WHERE merchant_id = @p0 AND id = @p1{_lock}", merchant, id);
        await sql.RunAsync("UPDATE payments SET qr_content = @p2, due_at = @p3 WHERE merchant_id = @p0 AND id = @p1", merchant, id, qr, Now + 2000);
        await sql.RunAsync("UPDATE idempotency_keys SET status = @p2, body = @p3 WHERE merchant_id = @p0 AND key = @p1", merchant, key, 201, answer);
    });

    /// <summary>Takes in a notification. Returns the payment's id and store, and the number of its event.</summary>
    public async Task<(string Id, string Store, long Seq)> SucceedAsync(string merchant, string account, string number, string transaction)
    {
        var found = await ReadAsync(async sql =>
        {
            await AccountAsync(sql, merchant, account);
            return await sql.ReadAsync("SELECT id, store_id FROM payments WHERE merchant_id = @p0 AND account_id = @p1 AND gateway_number = @p2", merchant, account, number);
        });
        var (id, store, seq) = ((string)found![0], (string)found[1], 0L);
        await WriteAsync(async sql =>
        {
            var now = Now;
            await sql.ReadAsync($"SELECT * FROM payments WHERE merchant_id = @p0 AND id = @p1{_lock}", merchant, id);
            await sql.RunAsync(
                "UPDATE payments SET status = 'Succeeded', gateway_transaction = @p2, succeeded_at = @p3, fee = 8, due_at = NULL WHERE merchant_id = @p0 AND id = @p1",
                merchant, id, transaction, now);
            seq = await HeadAsync(sql, merchant, store);
            await sql.RunAsync(
                "INSERT INTO events (merchant_id, stream, seq, id, type, data, actor, at) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7);\n"
                + "INSERT INTO postings (merchant_id, stream, seq, line, source, destination, amount, at) VALUES (@p0, @p1, @p2, 0, @p8, @p9, 1250, @p7),(@p0, @p1, @p2, 1, @p9, @p10, 8, @p7);\n"
                + Balance("@p8", "-1250") + Balance("@p9", "1242") + Balance("@p10", "8")
                + "INSERT INTO cursors (merchant_id, consumer, stream, position, due_seq, claimed_until, failures) VALUES (@p0, 'print_receipts', @p1, @p11, @p2, 0, 0) ON CONFLICT (merchant_id, consumer, stream) DO UPDATE SET due_seq = excluded.due_seq;\n",
                merchant, store, seq, "evt_s" + id[4..], "payment.succeeded", SucceededData(id, transaction), "{}", now,
                $"sales:{store}", $"gateway:{account}", $"fees:{account}", seq - 1);
        });
        return (id, store, seq);
    }

    /// <summary>One event, as a follower is sent it.</summary>
    public Task<object[]?> EventAsync(string merchant, string stream, long seq) => ReadAsync(sql => sql.ReadAsync(
        "SELECT merchant_id, stream, seq, id, type, data, actor, at FROM events WHERE merchant_id = @p0 AND stream = @p1 AND seq = @p2 ORDER BY seq LIMIT 100", merchant, stream, seq));

    private static Task<object[]?> AccountAsync(SqlSession sql, string merchant, string account) =>
        sql.ReadAsync("SELECT method, version FROM payment_accounts WHERE merchant_id = @p0 AND id = @p1", merchant, account);

    private static string SucceededData(string id, string transaction) =>
        $"{{\"id\":\"{id}\",\"gateway_transaction\":\"{transaction}\",\"rest\":\"{new string('d', 640)}\"}}";

    private static string Balance(string account, string change) =>
        $"INSERT INTO balances (merchant_id, account, balance) VALUES (@p0, {account}, {change}) ON CONFLICT (merchant_id, account) DO UPDATE SET balance = balances.balance + excluded.balance;\n";

    private static async Task<long> HeadAsync(SqlSession sql, string merchant, string stream) => Convert.ToInt64(
        await sql.ScalarAsync(
            "INSERT INTO stream_heads (merchant_id, stream, seq) VALUES (@p0, @p1, @p2) ON CONFLICT (merchant_id, stream) DO UPDATE SET seq = stream_heads.seq + excluded.seq RETURNING seq",
            merchant, stream, 1L),
        CultureInfo.InvariantCulture);

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task WriteAsync(Func<SqlSession, Task> work)
    {
        if (kind == "sqlite")
            await _writer.WaitAsync();
        var sql = await TakeAsync();
        await sql.RunAsync(_begin);
        await work(sql);
        await sql.RunAsync("COMMIT");
        _idle.Add(sql);
        if (kind == "sqlite")
            _writer.Release();
    }

    private async Task<T> ReadAsync<T>(Func<SqlSession, Task<T>> work)
    {
        var sql = await TakeAsync();
        var value = await work(sql);
        _idle.Add(sql);
        return value;
    }

    private async ValueTask<SqlSession> TakeAsync() => _idle.TryTake(out var idle) ? idle : await SqlSession.OpenAsync(kind, connection);

    public async Task<string> AccountOfAsync(string merchant) =>
        (string)(await ReadAsync(sql => sql.ReadAsync("SELECT id FROM payment_accounts WHERE merchant_id = @p0", merchant)))![0];

    public static string NewId() => Id.New<PaymentId>(TimeProvider.System.GetUtcNow()).Value;
}
