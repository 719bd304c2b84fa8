using Cowry.Sandbox.Storage;
using Microsoft.Data.Sqlite;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>A refund as the gateway keeps it. Instants are milliseconds UTC, amounts fen.</summary>
/// <param name="Fee">What comes back of the gateway's fee.</param>
/// <param name="Status">PROCESSING, then what <paramref name="Outcome"/> says: SUCCESS or ABNORMAL.</param>
internal sealed record Refund(
    string Mchid,
    string OutRefundNo,
    string? SubMchid,
    string RefundId,
    string OutTradeNo,
    string TransactionId,
    long Amount,
    long Fee,
    string? Reason,
    string? NotifyUrl,
    string Digest,
    string Status,
    string Outcome,
    long CreatedAt,
    long DueAt,
    long? SettledAt)
{
    public const string Processing = "PROCESSING";
    public const string Success = "SUCCESS";
    public const string Abnormal = "ABNORMAL";

    public const string Columns = """
        mchid, out_refund_no, sub_mchid, refund_id, out_trade_no, transaction_id, amount, fee, reason, notify_url, digest, status,
        outcome, created_at, due_at, settled_at
        """;

    public static Refund Read(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.Text(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetInt64(6),
        row.GetInt64(7), row.Text(8), row.Text(9), row.GetString(10), row.GetString(11), row.GetString(12), row.GetInt64(13), row.GetInt64(14),
        row.Long(15));
}

/// <summary>The statements on the table of refunds.</summary>
internal static class RefundTable
{
    public static Refund? FindRefund(this Db db, string mchid, string outRefundNo) =>
        db.One($"SELECT {Refund.Columns} FROM refunds WHERE mchid = $1 AND out_refund_no = $2", Refund.Read, mchid, outRefundNo);

    public static List<Refund> OpenRefunds(this Db db) =>
        db.Many($"SELECT {Refund.Columns} FROM refunds WHERE status = 'PROCESSING' ORDER BY due_at", Refund.Read);

    public static void Insert(this Db db, Refund r)
    {
        db.Execute(
            $"INSERT INTO refunds ({Refund.Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
            r.Mchid, r.OutRefundNo, r.SubMchid, r.RefundId, r.OutTradeNo, r.TransactionId, r.Amount, r.Fee, r.Reason, r.NotifyUrl, r.Digest,
            r.Status, r.Outcome, r.CreatedAt, r.DueAt, r.SettledAt);
        db.Execute(
            "UPDATE orders SET refunded = refunded + $3, state = 'REFUND' WHERE mchid = $1 AND out_trade_no = $2", r.Mchid, r.OutTradeNo, r.Amount);
    }

    public static void Settle(this Db db, Refund r) => db.Execute(
        "UPDATE refunds SET status = $3, settled_at = $4 WHERE mchid = $1 AND out_refund_no = $2", r.Mchid, r.OutRefundNo, r.Status, r.SettledAt);
}
