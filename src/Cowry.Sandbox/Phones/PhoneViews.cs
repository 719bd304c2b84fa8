using System.Globalization;
using System.Text.Json.Nodes;
using Cowry.Sandbox.Storage;
using Cowry.Sandbox.WeChatPay;

namespace Cowry.Sandbox.Phones;

/// <summary>What a phone shows: amounts in fen, times in UTC.</summary>
internal sealed class PhoneViews(Database database, MerchantBook merchants, Faults faults, TimeProvider time)
{
    private const int CodesShown = 20;

    // A busy shop's paid orders are not searched through for ever.
    private const int OrdersSearched = 500;

    public static string Time(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    public static JsonNode Payment(PhonePayment payment) => new JsonObject
    {
        ["kind"] = "wechat_pay",
        ["user"] = payment.Order.Payer,
        ["out_trade_no"] = payment.Order.OutTradeNo,
        ["transaction_id"] = payment.Order.TransactionId,
        ["description"] = payment.Order.Description,
        ["amount"] = payment.Order.Total,
        ["currency"] = "CNY",
        ["paid_at"] = Time(payment.Order.PaidAt!.Value),
        ["balance"] = payment.Balance,
    };

    public JsonNode Users() => new JsonArray([.. database.Read(db => db.Many(
        "SELECT name, balance FROM users ORDER BY created_at, name LIMIT 200",
        row => (JsonNode)new JsonObject { ["user"] = row.GetString(0), ["balance"] = row.GetInt64(1) }))]);

    /// <summary>Balance, the password prompt that is open, and the last payments.</summary>
    public JsonNode User(string user) => database.Read(db => (JsonNode)new JsonObject
    {
        ["user"] = user,
        ["balance"] = db.Balance(user),
        ["prompt"] = db.FindPrompt(user) is { } prompt ? Order(prompt, user) : null,
    });

    public JsonNode Order(Order order, string user)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        order = order.AsOf(now);
        return new JsonObject
        {
            ["kind"] = "wechat_pay",
            ["merchant_name"] = merchants.NameOf(order.Mchid, order.SubMchid),
            ["description"] = order.Description,
            ["amount"] = order.Total,
            ["currency"] = "CNY",
            ["out_trade_no"] = order.OutTradeNo,
            ["trade_state"] = order.State,
            ["payable"] = Payable(order, now),
            ["expires_at"] = Time(Math.Min(order.ExpiresAt, order.CodeExpiresAt ?? order.ExpiresAt)),
            ["balance"] = database.Read(db => db.Balance(user)),
        };
    }

    /// <summary>Codes that a phone could scan now, newest first.</summary>
    public JsonNode OpenCodes()
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var orders = database.Read(db => db.Many(
            $"""
            SELECT {WeChatPay.Order.Columns} FROM (SELECT * FROM orders ORDER BY created_at DESC LIMIT $1)
            WHERE state = 'NOTPAY' AND code IS NOT NULL AND trade_type IN ('NATIVE', 'MWEB') AND expires_at > $2 AND code_expires_at > $2
            ORDER BY created_at DESC LIMIT $3
            """,
            WeChatPay.Order.Read, OrdersSearched, now, CodesShown));
        return new JsonArray([.. orders.Select(order => (JsonNode)new JsonObject
        {
            ["content"] = order.TradeType == "NATIVE" ? order.Code : $"prepay_id={order.Code}",
            ["merchant_name"] = merchants.NameOf(order.Mchid, order.SubMchid),
            ["description"] = order.Description,
            ["amount"] = order.Total,
            ["currency"] = "CNY",
            ["out_trade_no"] = order.OutTradeNo,
            ["created_at"] = Time(order.CreatedAt),
            ["expires_at"] = Time(Math.Min(order.ExpiresAt, order.CodeExpiresAt!.Value)),
        })]);
    }

    private bool Payable(Order order, long now) => order.State switch
    {
        TradeState.NotPay => order.ExpiresAt > now && order.CodeExpiresAt > now,
        TradeState.Closed => faults.LateSuccessAfterClose,
        _ => false,
    };
}
