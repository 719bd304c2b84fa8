using System.Text.RegularExpressions;
using Cowry.Sandbox.Phones;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.Alipay;

/// <summary>
/// <c>alipay.trade.pay</c>: the shop scans the customer's code. Paid at once, or 10003 while the customer types a password.
/// </summary>
internal sealed partial class PayByCode(Database database, TradePayments payments, TradeJson shapes, AlipayFaults faults, TimeProvider time)
{
    // In Alipay's own sandbox the wallet asks for a password above 2000 yuan; live, above 1000.
    private const long PasswordFreeLimit = 200_000;

    public Method Method => new("alipay.trade.pay", FaultPoint.ScanCode, TradeShapes.Pay, Handle);

    private async Task<Answer> Handle(Call call)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var product = call.Text("product_code") ?? "FACE_TO_FACE_PAYMENT";
        if (product is not ("FACE_TO_FACE_PAYMENT" or "OFFLINE_PAYMENT"))
            throw AlipayError.Parameter("product_code取值不正确");
        if (call.Text("scene") is { } scene && scene is not ("bar_code" or "security_code"))
            throw AlipayError.Parameter("scene取值不正确");
        var code = call.Text("auth_code")!;
        var wanted = NewTrade.Read(call, TradeKind.Pay, product, now);
        try
        {
            return await Pay(wanted, code, now);
        }
        catch (AlipayError error) when (error.Fields is null)
        {
            throw error.With(TradeJson.Zeros(wanted.OutTradeNo));
        }
    }

    private async Task<Answer> Pay(Trade wanted, string code, long now)
    {
        if (!AuthCode().IsMatch(code))
            throw AlipayError.Business("PAYMENT_AUTH_CODE_INVALID", "支付授权码无效");
        var forcePrompt = faults.Take(FaultPoint.ScanCode, "userpaying");
        var rollBack = faults.Take(FaultPoint.ScanCode, "rollback");
        var outcome = await database.Write(db => Pay(db, wanted, code, forcePrompt, rollBack, now));
        await payments.Tell(outcome.Notification, waitForIt: false);
        if (faults.Take(FaultPoint.ScanCode, "unknown"))
            throw AlipayError.Unavailable();
        if (outcome.Short)
            throw AlipayError.Business("BUYER_BALANCE_NOT_ENOUGH", "买家余额不足");
        return new Answer(outcome.Trade.PaidAt is null ? "10003" : "10000", json => shapes.Payment(json, outcome.Trade));
    }

    private Outcome Pay(Db db, Trade wanted, string code, bool forcePrompt, bool rollBack, long now)
    {
        var known = db.FindTrade(wanted.Pid, wanted.OutTradeNo)?.AsOf(now);
        known?.RequireOpenFor(wanted);
        if (known is not null)
            return new Outcome(known);
        var user = db.SpendPaymentCode(code, now)
            ?? throw AlipayError.Business("PAYMENT_AUTH_CODE_INVALID", "支付失败，获取顾客账户信息失败，请顾客刷新付款码后重新收款");
        var trade = wanted.Begin(user, now);
        if (forcePrompt || trade.Total > PasswordFreeLimit)
        {
            trade = trade with { Prompted = true };
            db.Insert(trade);
            return new Outcome(trade);
        }

        // The code is spent by the attempt; a trade there is none.
        if (db.Balance(user) < trade.Total)
            return new Outcome(trade, Short: true);
        db.Insert(trade);
        if (rollBack)
        {
            db.Save(trade with { Status = TradeStatus.Closed, ClosedAt = now });
            return new Outcome(trade.Paid(now));
        }

        var (paid, notification) = payments.Settle(db, trade, now);
        return new Outcome(paid, notification);
    }

    [GeneratedRegex("^(2[5-9]|30)[0-9]{14,22}\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AuthCode();

    /// <summary>What the attempt came to.</summary>
    /// <param name="Short">The buyer has less than the amount.</param>
    private sealed record Outcome(Trade Trade, Notification? Notification = null, bool Short = false);
}
