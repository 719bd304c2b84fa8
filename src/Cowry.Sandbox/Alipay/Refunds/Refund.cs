using Cowry.Sandbox.Storage;
using Microsoft.Data.Sqlite;

namespace Cowry.Sandbox.Alipay;

/// <summary>A refund as the gateway keeps it. Instants are milliseconds UTC, amounts fen.</summary>
/// <param name="Fee">What comes back of the gateway's fee.</param>
/// <param name="Status">SUCCESS at once; with the faults PROCESSING until <paramref name="DueAt"/>, or ABNORMAL: the money never moves.</param>
internal sealed record Refund(
    string TradeNo,
    string OutRequestNo,
    string Pid,
    long Amount,
    long Fee,
    string? Reason,
    string? OperatorId,
    string Status,
    long CreatedAt,
    long DueAt,
    long? SettledAt)
{
    public const string Processing = "PROCESSING";
    public const string Success = "SUCCESS";
    public const string Abnormal = "ABNORMAL";

    public const string Columns =
        "trade_no, out_request_no, pid, amount, fee, reason, operator_id, status, created_at, due_at, settled_at";

    public static Refund Read(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4), row.Text(5), row.Text(6), row.GetString(7),
        row.GetInt64(8), row.GetInt64(9), row.Long(10));
}

/// <summary>The statements on the table of refunds.</summary>
internal static class RefundTable
{
    public static Refund? FindRefund(this Db db, string tradeNo, string outRequestNo) => db.One(
        $"SELECT {Refund.Columns} FROM alipay_refunds WHERE trade_no = $1 AND out_request_no = $2", Refund.Read, tradeNo, outRequestNo);

    public static List<Refund> OpenAlipayRefunds(this Db db) =>
        db.Many($"SELECT {Refund.Columns} FROM alipay_refunds WHERE status = 'PROCESSING' ORDER BY due_at", Refund.Read);

    public static void Insert(this Db db, Refund r) => db.Execute(
        $"INSERT INTO alipay_refunds ({Refund.Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        r.TradeNo, r.OutRequestNo, r.Pid, r.Amount, r.Fee, r.Reason, r.OperatorId, r.Status, r.CreatedAt, r.DueAt, r.SettledAt);

    public static void Settle(this Db db, Refund r) => db.Execute(
        "UPDATE alipay_refunds SET status = $3, settled_at = $4 WHERE trade_no = $1 AND out_request_no = $2",
        r.TradeNo, r.OutRequestNo, r.Status, r.SettledAt);
}
