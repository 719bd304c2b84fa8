using Cowry.Sandbox.Phones;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.Alipay;

/// <summary>
/// <c>alipay.trade.cancel</c>, for outcomes that nobody knows: closes what is unpaid, gives back what was paid, and without an action when
/// there is no such trade (the code of it, if there was one, is dead from then on).
/// </summary>
internal sealed class CancelTrade(Database database, AlipayFaults faults, TimeProvider time)
{
    private const string CloseAction = "close";
    private const string RefundAction = "refund";
    private static readonly long Longest = (long)TimeSpan.FromHours(24).TotalMilliseconds;

    public Method Method => new("alipay.trade.cancel", FaultPoint.Cancel, TradeShapes.Cancel, Handle);

    private async Task<Answer> Handle(Call call)
    {
        if (faults.Take(FaultPoint.Cancel, "retry"))
        {
            throw AlipayError.Business("SYSTEM_ERROR", "系统异常").With(json =>
            {
                json.StringIfAny("out_trade_no", call.Text("out_trade_no"));
                json.WriteString("retry_flag", "Y");
            });
        }

        var trade = await database.Write(db => Cancel(db, db.Asked(call)));
        return Answer.Success(json =>
        {
            json.StringIfAny("trade_no", trade?.TradeNo);
            json.StringIfAny("out_trade_no", trade?.OutTradeNo ?? call.Text("out_trade_no"));
            json.WriteString("retry_flag", "N");
            if (trade?.TradeNo is not null)
                json.StringIfAny("action", trade.Cancelled ?? CloseAction);
        });
    }

    private Trade? Cancel(Db db, Trade? found)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var trade = found?.AsOf(now);
        if (trade is null || trade.Cancelled is not null)
            return trade;
        if (trade.Status is TradeStatus.Unscanned or TradeStatus.Wait)
            return db.Save(trade with { Status = TradeStatus.Closed, Prompted = false, ClosedAt = now, Cancelled = CloseAction });
        if (trade.PaidAt is null)
            return trade;
        if (trade.Refunded > 0)
            throw AlipayError.Business("CANCEL_NOT_ALLOWED", "交易已发生退款，不允许撤销");
        if (now - trade.PaidAt > Longest)
            throw AlipayError.Business("TRADE_CANCEL_TIME_OUT", "超过撤销时间范围");
        db.Credit(trade.Buyer!, trade.Total);
        return db.Save(trade with { Status = TradeStatus.Closed, ClosedAt = now, Refunded = trade.Total, Cancelled = RefundAction });
    }
}
