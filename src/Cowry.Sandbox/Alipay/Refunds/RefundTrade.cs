using Cowry.Primitives;
using Cowry.Sandbox.Phones;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.Alipay;

/// <summary>
/// <c>alipay.trade.refund</c>: money back at once. The out_request_no is the idempotency key within a trade; a full refund needs none, and
/// then has the order's number.
/// </summary>
internal sealed class RefundTrade(
    Database database, RefundSettler settler, TradeJson shapes, AlipayFaults faults, TimeProvider time)
{
    public Method Method => new("alipay.trade.refund", FaultPoint.Refund, TradeShapes.Refund, Handle);

    private async Task<Answer> Handle(Call call)
    {
        var wanted = call.Biz.Yuan("refund_amount")!.Value;
        if (faults.Take(FaultPoint.Refund, "seller_balance"))
            throw AlipayError.Business("SELLER_BALANCE_NOT_ENOUGH", "卖家余额不足");
        var delay = faults.Value(FaultPoint.Refund, "processing");
        var abnormal = faults.Take(FaultPoint.Refund, "abnormal");
        var outcome = await database.Write(db => Accept(db, call, wanted, delay, abnormal));
        if (outcome.Refund.Status == Refund.Processing && outcome.IsNew)
            settler.Settle(outcome.Refund);
        if (faults.Take(FaultPoint.Refund, "unknown"))
            throw AlipayError.Business("SYSTEM_ERROR", "系统异常");
        return Answer.Success(json =>
        {
            var moved = outcome.IsNew && outcome.Refund.Status == Refund.Success;
            TradeJson.Numbers(json, outcome.Trade);
            shapes.Buyer(json, outcome.Trade);
            json.WriteString("fund_change", moved ? "Y" : "N");
            json.WriteString("refund_fee", TradeJson.Yuan(outcome.Moved));
            if (outcome.Refund.SettledAt is { } at)
                json.WriteString("gmt_refund_pay", TradeJson.Time(at));
            if (moved)
                TradeJson.Funds(json, "refund_detail_item_list", outcome.Refund.Amount);
            json.WriteString("send_back_fee", TradeJson.Yuan(moved ? outcome.Refund.Amount : 0));
        });
    }

    private Outcome Accept(Db db, Call call, long wanted, long? delay, bool abnormal)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var trade = db.Asked(call)?.AsOf(now);
        if (trade?.TradeNo is null)
            throw AlipayError.TradeNotExist();
        var number = call.Text("out_request_no") ?? trade.OutTradeNo;
        if (db.FindRefund(trade.TradeNo, number) is { } known)
        {
            return known.Amount == wanted
                ? new Outcome(known, trade, SumOfMoved(db, trade), IsNew: false)
                : throw AlipayError.Business("DISCORDANT_REPEAT_REQUEST", "重复退款请求的金额不一致");
        }

        RequireRefundable(trade, wanted, call.Text("out_request_no") is null);
        var status = abnormal ? Refund.Abnormal : delay is null ? Refund.Success : Refund.Processing;
        var refund = new Refund(
            trade.TradeNo, number, trade.Pid, wanted, FeeBack(trade, wanted), call.Text("refund_reason"), call.Text("operator_id"), status, now,
            now + (delay ?? 0), status == Refund.Success ? now : null);
        db.Insert(refund);
        if (status != Refund.Abnormal)
            trade = db.Save(Refunded(trade, wanted, now));
        if (status == Refund.Success)
            db.Credit(trade.Buyer!, wanted);
        return new Outcome(refund, trade, SumOfMoved(db, trade), IsNew: true);
    }

    private static void RequireRefundable(Trade trade, long wanted, bool unnumbered)
    {
        if (trade.Status == TradeStatus.Finished)
            throw AlipayError.Business("TRADE_HAS_FINISHED", "交易已完结");
        if (trade.PaidAt is not null && trade.Status == TradeStatus.Closed)
            throw AlipayError.Business("TRADE_HAS_CLOSE", "交易已经关闭");
        if (trade.Status != TradeStatus.Success)
            throw AlipayError.Business("TRADE_STATUS_ERROR", "交易状态不合法");
        if (wanted > trade.Total - trade.Refunded)
            throw AlipayError.Business("REASON_TRADE_REFUND_FEE_ERR", "退款金额无效");
        if (unnumbered && wanted != trade.Total)
            throw AlipayError.Business("REFUND_AMT_NOT_EQUAL_TOTAL", "退款金额不等于交易总金额，部分退款须传入out_request_no");
    }

    /// <summary>With its last fen given back a trade is closed.</summary>
    private static Trade Refunded(Trade trade, long amount, long now)
    {
        var refunded = trade.Refunded + amount;
        return refunded == trade.Total
            ? trade with { Refunded = refunded, Status = TradeStatus.Closed, ClosedAt = now }
            : trade with { Refunded = refunded };
    }

    /// <summary>The fee comes back in step with the money, so that a full refund in parts returns exactly the fee that was taken.</summary>
    private static long FeeBack(Trade trade, long wanted)
    {
        var rate = new Rate(trade.Rate);
        return (rate.Of(new Money(trade.Refunded + wanted)) - rate.Of(new Money(trade.Refunded))).Fen;
    }

    private static long SumOfMoved(Db db, Trade trade) => db.Number(
        "SELECT coalesce(sum(amount), 0) FROM alipay_refunds WHERE trade_no = $1 AND status = 'SUCCESS'", trade.TradeNo);

    /// <summary>What the request came to.</summary>
    /// <param name="Moved">All that has gone back of this trade by now, this refund among it.</param>
    private sealed record Outcome(Refund Refund, Trade Trade, long Moved, bool IsNew);
}
