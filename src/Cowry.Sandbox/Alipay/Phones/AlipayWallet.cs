using System.Text.Json.Nodes;
using Cowry.Sandbox.Phones;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.Alipay;

/// <summary>Alipay on a customer's phone.</summary>
internal sealed class AlipayWallet(AppBook apps, TradePayments payments, TimeProvider time) : IWallet
{
    public const string WalletName = "alipay";

    // A busy shop's paid trades are not searched through for ever.
    private const int TradesSearched = 500;

    public string Name => WalletName;

    public bool LooksLikeOurs(string content) => ScannedCode.LooksLikeAlipay(content);

    public async Task<PhoneOrder?> Scan(string user, string content) =>
        await payments.Scan(user, content) is { } trade ? Show(trade) : null;

    public async Task<PhonePayment?> Pay(string user, string content) =>
        await payments.Pay(user, content) is var (trade, balance) ? new PhonePayment(user, Paid(trade), balance) : null;

    // 18 digits; a prefix of 25 to 30 says Alipay.
    public string NewPaymentCode() => $"28{RandomText.Digits(16)}";

    public PhonePrompt? FindPrompt(Db db, string user) =>
        db.FindPromptedTrade(user, Now()) is { } trade ? new PhonePrompt(Show(trade), trade.BeganAt!.Value) : null;

    public async Task<PhonePayment> Confirm(string user)
    {
        var (trade, balance) = await payments.Confirm(user);
        return new PhonePayment(user, Paid(trade), balance);
    }

    public async Task<JsonObject> Decline(string user)
    {
        var trade = await payments.Decline(user);
        return new JsonObject { ["user"] = user, ["out_trade_no"] = trade.OutTradeNo, ["trade_state"] = trade.Status };
    }

    public IEnumerable<OpenCode> OpenCodes(Db db, long now, int limit) => db.Many(
        $"""
        SELECT {Trade.Columns} FROM (SELECT * FROM alipay_trades ORDER BY requested_at DESC LIMIT $1)
        WHERE code IS NOT NULL AND ((status = 'UNSCANNED' AND code_expires_at > $2) OR (status = 'WAIT_BUYER_PAY' AND expires_at > $2))
        ORDER BY requested_at DESC LIMIT $3
        """,
        Trade.Read, TradesSearched, now, limit).Select(trade => new OpenCode(
            Name, trade.Code!, apps.NameOf(trade), trade.Subject, trade.Total, trade.OutTradeNo, trade.RequestedAt,
            trade.ExpiresAt ?? trade.CodeExpiresAt!.Value));

    public IEnumerable<PaidOrder> Paid(Db db, string user, int limit) => db.Many(
        $"SELECT {Trade.Columns} FROM alipay_trades WHERE buyer = $1 AND paid_at IS NOT NULL ORDER BY paid_at DESC LIMIT $2",
        Trade.Read, user, limit).Select(Paid);

    private PaidOrder Paid(Trade trade) => new(
        Name, apps.NameOf(trade), trade.Subject, trade.Total, trade.Refunded, trade.OutTradeNo, trade.TradeNo!, trade.PaidAt!.Value);

    private PhoneOrder Show(Trade trade)
    {
        var now = Now();
        trade = trade.AsOf(now);
        return new PhoneOrder(
            Name, apps.NameOf(trade), trade.Subject, trade.Total, trade.OutTradeNo, trade.Status, payments.Payable(trade, now),
            trade.ExpiresAt ?? trade.CodeExpiresAt!.Value);
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
