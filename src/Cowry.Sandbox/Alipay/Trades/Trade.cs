using Cowry.Sandbox.Storage;
using Microsoft.Data.Sqlite;

namespace Cowry.Sandbox.Alipay;

/// <summary>The states of a trade, in Alipay's words; and one of ours for a code that nobody has scanned, when there is no trade yet.</summary>
internal static class TradeStatus
{
    public const string Unscanned = "UNSCANNED";
    public const string Wait = "WAIT_BUYER_PAY";
    public const string Success = "TRADE_SUCCESS";
    public const string Finished = "TRADE_FINISHED";
    public const string Closed = "TRADE_CLOSED";
}

/// <summary>How a trade came to be.</summary>
internal static class TradeKind
{
    public const string Pay = "PAY";
    public const string Precreate = "PRECREATE";
    public const string Create = "CREATE";
}

/// <summary>
/// A trade as the gateway keeps it, or an order code that is to become one. Instants are milliseconds UTC, amounts fen.
/// </summary>
/// <param name="Pid">Who is paid.</param>
/// <param name="AppId">Who signed for it; differs from <paramref name="AuthAppId"/> when a service provider acts for a merchant.</param>
/// <param name="Digest">Over the values of the request that made it; another request with this number must have the same.</param>
/// <param name="KeyName">Which of Alipay's keys signs its notifications.</param>
/// <param name="Lifetime">How long it may be paid from the moment it begins, when there is no <paramref name="Deadline"/>.</param>
/// <param name="Code">What opens it on a phone.</param>
/// <param name="TradeNo">Null until the trade begins: at once, or when somebody scans the code.</param>
/// <param name="Buyer">The phone's user.</param>
/// <param name="Prompted">A password box is open on the buyer's phone.</param>
/// <param name="Cancelled">The action that a cancel has taken, <c>close</c> or <c>refund</c>.</param>
internal sealed record Trade(
    string Pid,
    string OutTradeNo,
    string AppId,
    string AuthAppId,
    string Kind,
    string ProductCode,
    string Subject,
    string? Body,
    long Total,
    string? StoreId,
    string? OperatorId,
    string? TerminalId,
    string? Passback,
    string? NotifyUrl,
    string Digest,
    string KeyName,
    long RequestedAt,
    long Lifetime,
    long? Deadline,
    string? Code,
    long? CodeExpiresAt,
    int Rate,
    string Status,
    string? TradeNo,
    string? Buyer,
    long? BeganAt,
    long? ExpiresAt,
    bool Prompted,
    long? PaidAt,
    long? ClosedAt,
    string? Cancelled,
    long Fee,
    long Refunded)
{
    public const string Columns = """
        pid, out_trade_no, app_id, auth_app_id, kind, product_code, subject, body, total, store_id, operator_id, terminal_id, passback,
        notify_url, digest, key_name, requested_at, lifetime, deadline, code, code_expires_at, rate, status, trade_no, buyer, began_at,
        expires_at, prompted, paid_at, closed_at, cancelled, fee, refunded
        """;

    private static readonly long OneYear = (long)TimeSpan.FromDays(365).TotalMilliseconds;

    public bool IsPaid => Status is TradeStatus.Success or TradeStatus.Finished;

    public static Trade Read(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6),
        row.Text(7), row.GetInt64(8), row.Text(9), row.Text(10), row.Text(11), row.Text(12), row.Text(13), row.GetString(14),
        row.GetString(15), row.GetInt64(16), row.GetInt64(17), row.Long(18), row.Text(19), row.Long(20), row.GetInt32(21), row.GetString(22),
        row.Text(23), row.Text(24), row.Long(25), row.Long(26), row.GetInt64(27) == 1, row.Long(28), row.Long(29), row.Text(30),
        row.GetInt64(31), row.GetInt64(32));

    /// <summary>What time has done to it: unpaid, it closes; paid, it can no longer be refunded after a year.</summary>
    public Trade AsOf(long now) => Status switch
    {
        TradeStatus.Wait when ExpiresAt <= now => this with { Status = TradeStatus.Closed, Prompted = false, ClosedAt = ExpiresAt },
        TradeStatus.Success when now - PaidAt > OneYear => this with { Status = TradeStatus.Finished },
        _ => this,
    };

    /// <summary>The trade begins: it has a number and a buyer, and its time runs.</summary>
    public Trade Begin(string buyer, long now) => this with
    {
        Status = TradeStatus.Wait,
        TradeNo = NewTradeNo(now),
        Buyer = buyer,
        BeganAt = now,
        ExpiresAt = Deadline ?? (now + Lifetime),
    };

    // 28 digits that start with the day.
    private static string NewTradeNo(long now) => $"{BeijingTime.Text(now, "yyyyMMdd")}2200{RandomText.Digits(16)}";
}
