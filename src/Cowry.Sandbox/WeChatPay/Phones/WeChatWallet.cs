using System.Text.Json.Nodes;
using Cowry.Sandbox.Phones;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>WeChat Pay on a customer's phone.</summary>
internal sealed class WeChatWallet(Database database, MerchantBook merchants, OrderPayments payments, WeChatFaults faults, TimeProvider time) : IWallet
{
    public const string WalletName = "wechat_pay";

    // A busy shop's paid orders are not searched through for ever.
    private const int OrdersSearched = 500;

    public string Name => WalletName;

    public bool LooksLikeOurs(string content) => ScannedContent.LooksLikeWeChatPay(content);

    public Task<PhoneOrder?> Scan(string user, string content) =>
        Task.FromResult(payments.Look(content) is { } order ? Show(order, time.GetUtcNow().ToUnixTimeMilliseconds()) : null);

    public async Task<PhonePayment?> Pay(string user, string content) =>
        await payments.Pay(user, content) is { } paid ? Receipt(user, paid.Order, paid.Balance) : null;

    // 18 digits; a prefix of 10 to 15 says WeChat Pay.
    public string NewPaymentCode() => $"13{RandomText.Digits(16)}";

    public PhonePrompt? FindPrompt(Db db, string user) =>
        db.FindPrompt(user) is { } order ? new PhonePrompt(Show(order, time.GetUtcNow().ToUnixTimeMilliseconds()), order.CreatedAt) : null;

    public async Task<PhonePayment> Confirm(string user)
    {
        // Payment codes have no notification: the shop polls.
        var (paid, _) = await database.Write(db => payments.Settle(db, Prompt(db, user), user, time.GetUtcNow().ToUnixTimeMilliseconds()));
        return Receipt(user, paid.Order, paid.Balance);
    }

    public Task<JsonObject> Decline(string user) => database.Write(db =>
    {
        var order = Prompt(db, user);
        db.SetState(order, TradeState.PayError, time.GetUtcNow().ToUnixTimeMilliseconds());
        return new JsonObject { ["user"] = user, ["out_trade_no"] = order.OutTradeNo, ["trade_state"] = TradeState.PayError };
    });

    public IEnumerable<OpenCode> OpenCodes(Db db, long now, int limit)
    {
        var orders = db.Many(
            $"""
            SELECT {Order.Columns} FROM (SELECT * FROM orders ORDER BY created_at DESC LIMIT $1)
            WHERE state = 'NOTPAY' AND code IS NOT NULL AND trade_type IN ('NATIVE', 'MWEB') AND expires_at > $2 AND code_expires_at > $2
            ORDER BY created_at DESC LIMIT $3
            """,
            Order.Read, OrdersSearched, now, limit);
        return orders.Select(order => new OpenCode(
            Name, order.TradeType == "NATIVE" ? order.Code! : $"prepay_id={order.Code}", merchants.NameOf(order.Mchid, order.SubMchid),
            order.Description, order.Total, order.OutTradeNo, order.CreatedAt, Math.Min(order.ExpiresAt, order.CodeExpiresAt!.Value)));
    }

    public IEnumerable<PaidOrder> Paid(Db db, string user, int limit) => db.Many(
        $"SELECT {Order.Columns} FROM orders WHERE payer = $1 AND paid_at IS NOT NULL ORDER BY paid_at DESC LIMIT $2", Order.Read, user, limit)
        .Select(Paid);

    private static Order Prompt(Db db, string user) => db.FindPrompt(user) ?? throw PhoneRefusal.NoPrompt();

    private PhonePayment Receipt(string user, Order order, long balance) => new(user, Paid(order), balance);

    private PaidOrder Paid(Order order) => new(
        Name, merchants.NameOf(order.Mchid, order.SubMchid), order.Description, order.Total, order.Refunded, order.OutTradeNo,
        order.TransactionId!, order.PaidAt!.Value);

    private PhoneOrder Show(Order order, long now)
    {
        order = order.AsOf(now);
        return new PhoneOrder(
            Name, merchants.NameOf(order.Mchid, order.SubMchid), order.Description, order.Total, order.OutTradeNo, order.State,
            Payable(order, now), Math.Min(order.ExpiresAt, order.CodeExpiresAt ?? order.ExpiresAt));
    }

    private bool Payable(Order order, long now) => order.State switch
    {
        TradeState.NotPay => order.ExpiresAt > now && order.CodeExpiresAt > now,
        TradeState.Closed => faults.LateSuccessAfterClose,
        _ => false,
    };
}
