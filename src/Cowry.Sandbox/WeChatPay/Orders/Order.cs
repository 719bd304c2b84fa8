using Cowry.Sandbox.Storage;
using Microsoft.Data.Sqlite;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>The states of an order, in WeChat Pay's words.</summary>
internal static class TradeState
{
    public const string NotPay = "NOTPAY";
    public const string Success = "SUCCESS";
    public const string Refund = "REFUND";
    public const string Closed = "CLOSED";
    public const string Revoked = "REVOKED";
    public const string UserPaying = "USERPAYING";
    public const string PayError = "PAYERROR";
}

/// <summary>An order as the gateway keeps it. Instants are milliseconds UTC, amounts fen.</summary>
/// <param name="Mchid">Who signs for it: the merchant, or the service provider when <paramref name="SubMchid"/> is set.</param>
/// <param name="Digest">Over the values of the request that made it; another request with this number must have the same.</param>
/// <param name="AnswerSerial">WeChat Pay's key that the shop asked for.</param>
/// <param name="Code">What opens it on a phone: a code_url or a prepay_id; only the newest works.</param>
internal sealed record Order(
    string Mchid,
    string OutTradeNo,
    string? SubMchid,
    string Appid,
    string? SubAppid,
    string TradeType,
    string Description,
    long Total,
    string? Attach,
    string? DeviceId,
    string? NotifyUrl,
    string Digest,
    string? AnswerSerial,
    string? Openid,
    string? SubOpenid,
    long CreatedAt,
    long ExpiresAt,
    string? Code,
    long? CodeExpiresAt,
    string State,
    string? TransactionId,
    string? Payer,
    long? PaidAt,
    long? ClosedAt,
    int Rate,
    long Fee,
    long Refunded)
{
    public const string PaymentCodeType = "MICROPAY";

    public const string Columns = """
        mchid, out_trade_no, sub_mchid, appid, sub_appid, trade_type, description, total, attach, device_id, notify_url, digest,
        answer_serial, openid, sub_openid, created_at, expires_at, code, code_expires_at, state, transaction_id, payer, paid_at,
        closed_at, rate, fee, refunded
        """;

    public bool IsPaid => State is TradeState.Success or TradeState.Refund;

    public static Order Read(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.Text(2), row.GetString(3), row.Text(4), row.GetString(5), row.GetString(6), row.GetInt64(7),
        row.Text(8), row.Text(9), row.Text(10), row.GetString(11), row.Text(12), row.Text(13), row.Text(14), row.GetInt64(15),
        row.GetInt64(16), row.Text(17), row.Long(18), row.GetString(19), row.Text(20), row.Text(21), row.Long(22), row.Long(23),
        row.GetInt32(24), row.GetInt64(25), row.GetInt64(26));
}
