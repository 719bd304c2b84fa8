using System.Data.Common;
using System.Text;
using Cowry.Domain.Ledger;
using Cowry.Primitives;
using Cowry.Server.Commands;

namespace Cowry.Server.Data;

/// <summary>
/// The appends that every command makes (events, postings, balances, due cursors), sent as one command: row by row through the change tracker
/// they cost several times as much. Both databases speak this SQL.
/// </summary>
internal sealed class AppendBatch(CowryContext db, MerchantId merchant, DateTimeOffset now)
{
    private readonly StringBuilder _postings = new();
    private readonly StringBuilder _tail = new();
    private readonly DbCommand _command = db.Command("");
    private readonly SortedDictionary<string, long> _balances = new(StringComparer.Ordinal);
    private readonly StringBuilder _events = new();
    private int _parameters;

    /// <summary>Locks the stream's head and moves it on by <paramref name="count"/>. Returns the last of the numbers taken.</summary>
    public async Task<long> TakeNumbersAsync(string stream, int count, CancellationToken cancel)
    {
        const string sql =
            "INSERT INTO stream_heads (merchant_id, stream, seq) VALUES (@p0, @p1, @p2) ON CONFLICT (merchant_id, stream) DO UPDATE SET seq = stream_heads.seq + excluded.seq RETURNING seq";
        return (long)(await db.ScalarAsync(sql, cancel, merchant.Value, stream, (long)count))!;
    }

    public void Event(PendingEvent pending, long seq, Primitives.EventId id, string actor)
    {
        Row(_events, "events (merchant_id, stream, seq, id, type, data, actor, at)",
            Merchant, P(pending.Stream), P(seq), P(id.Value), P(pending.Type), P(pending.Data), P(actor), Now);
        for (var line = 0; line < pending.Postings.Count; line++)
            Posting(pending.Postings[line], pending.Stream, seq, line);
    }

    /// <summary>Tells a consumer that events up to <paramref name="last"/> concern it. Its first cursor starts just before <paramref name="first"/>.</summary>
    public void Due(string consumer, string stream, long first, long last) => _tail
        .Append("INSERT INTO cursors (merchant_id, consumer, stream, position, due_seq, claimed_until, failures) VALUES (")
        .AppendJoin(',', Merchant, P(consumer), P(stream), P(first - 1), P(last), "0,0")
        .Append(") ON CONFLICT (merchant_id, consumer, stream) DO UPDATE SET due_seq = excluded.due_seq;\n");

    public async Task SendAsync(CancellationToken cancel)
    {
        Flush(_events);
        Flush(_postings);
        var text = new StringBuilder().Append(_events).Append(_postings);
        foreach (var (account, change) in _balances)
        {
            text.Append("INSERT INTO balances (merchant_id, account, balance) VALUES (").AppendJoin(',', Merchant, P(account), P(change))
                .Append(") ON CONFLICT (merchant_id, account) DO UPDATE SET balance = balances.balance + excluded.balance;\n");
        }

        _command.CommandText = text.Append(_tail).ToString();
        await _command.ExecuteNonQueryAsync(cancel);
        await _command.DisposeAsync();
    }

    private string Merchant => field ??= P(merchant.Value);

    private string Now => field ??= P(now.ToUnixTimeMilliseconds());

    private void Posting(Posting posting, string stream, long seq, int line)
    {
        Row(_postings, "postings (merchant_id, stream, seq, line, source, destination, amount, at)",
            Merchant, P(stream), P(seq), P(line), P(posting.Source.Name), P(posting.Destination.Name), P(posting.Amount.Fen), Now);
        Move(posting.Source, -posting.Amount);
        Move(posting.Destination, posting.Amount);
    }

    private void Move(LedgerAccount account, Money change) =>
        _balances[account.Name] = checked(_balances.GetValueOrDefault(account.Name) + change.Fen);

    private static void Row(StringBuilder sql, string table, params string[] values)
    {
        sql.Append(sql.Length == 0 ? $"INSERT INTO {table} VALUES (" : ",(").AppendJoin(',', values).Append(')');
    }

    private static void Flush(StringBuilder sql)
    {
        if (sql.Length > 0)
            sql.Append(";\n");
    }

    private string P(object value)
    {
        var name = $"@p{_parameters++}";
        _command.Add(name, value);
        return name;
    }
}
