using System.Globalization;
using System.Text.Json.Nodes;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.Phones;

/// <summary>What a phone shows: amounts in fen, times in UTC.</summary>
internal sealed class PhoneViews(Database database, Wallets wallets, TimeProvider time)
{
    private const int CodesShown = 20;

    public static string Time(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    public static JsonNode Payment(PhonePayment payment) => new JsonObject
    {
        ["kind"] = payment.Order.Kind,
        ["user"] = payment.User,
        ["out_trade_no"] = payment.Order.OutTradeNo,
        ["transaction_id"] = payment.Order.TransactionId,
        ["description"] = payment.Order.Description,
        ["amount"] = payment.Order.Amount,
        ["currency"] = "CNY",
        ["paid_at"] = Time(payment.Order.PaidAt),
        ["balance"] = payment.Balance,
    };

    public static JsonNode Bill(PaidOrder paid) => new JsonObject
    {
        ["kind"] = paid.Kind,
        ["merchant_name"] = paid.MerchantName,
        ["description"] = paid.Description,
        ["amount"] = paid.Amount,
        ["refunded"] = paid.Refunded,
        ["currency"] = "CNY",
        ["out_trade_no"] = paid.OutTradeNo,
        ["transaction_id"] = paid.TransactionId,
        ["paid_at"] = Time(paid.PaidAt),
    };

    public JsonNode Users() => new JsonArray([.. database.Read(db => db.Many(
        "SELECT name, balance FROM users ORDER BY created_at, name LIMIT 200",
        row => (JsonNode)new JsonObject { ["user"] = row.GetString(0), ["balance"] = row.GetInt64(1) }))]);

    /// <summary>Balance, the password prompt that is open, and the last payments.</summary>
    public JsonNode User(string user)
    {
        var (balance, prompt) = database.Read(db => (db.Balance(user), wallets.Prompt(db, user)));
        return new JsonObject { ["user"] = user, ["balance"] = balance, ["prompt"] = prompt is null ? null : Order(prompt, user) };
    }

    public JsonNode Order(PhoneOrder order, string user) => new JsonObject
    {
        ["kind"] = order.Kind,
        ["merchant_name"] = order.MerchantName,
        ["description"] = order.Description,
        ["amount"] = order.Amount,
        ["currency"] = "CNY",
        ["out_trade_no"] = order.OutTradeNo,
        ["trade_state"] = order.State,
        ["payable"] = order.Payable,
        ["expires_at"] = Time(order.ExpiresAt),
        ["balance"] = database.Read(db => db.Balance(user)),
    };

    /// <summary>Codes that a phone could scan now, newest first.</summary>
    public JsonNode OpenCodes()
    {
        var codes = database.Read(db => wallets.OpenCodes(db, time.GetUtcNow().ToUnixTimeMilliseconds(), CodesShown).ToList());
        return new JsonArray([.. codes.Select(code => (JsonNode)new JsonObject
        {
            ["kind"] = code.Kind,
            ["content"] = code.Content,
            ["merchant_name"] = code.MerchantName,
            ["description"] = code.Description,
            ["amount"] = code.Amount,
            ["currency"] = "CNY",
            ["out_trade_no"] = code.OutTradeNo,
            ["created_at"] = Time(code.CreatedAt),
            ["expires_at"] = Time(code.ExpiresAt),
        })]);
    }
}
