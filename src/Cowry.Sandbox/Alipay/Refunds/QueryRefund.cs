using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.Alipay;

/// <summary>
/// <c>alipay.trade.fastpay.refund.query</c>: 10000 also for a refund that nobody knows or that has moved nothing yet; then the fields of a
/// refund are simply not there.
/// </summary>
internal sealed class QueryRefund(Database database)
{
    public Method Method => new("alipay.trade.fastpay.refund.query", FaultPoint.Query, TradeShapes.RefundQuery, Handle);

    private Task<Answer> Handle(Call call)
    {
        var (trade, refund) = database.Read(db =>
        {
            var found = db.Asked(call);
            return (found, found?.TradeNo is { } tradeNo ? db.FindRefund(tradeNo, call.Text("out_request_no")!) : null);
        });
        if (trade?.TradeNo is null)
            throw AlipayError.TradeNotExist();
        return Task.FromResult(Answer.Success(json =>
        {
            if (refund?.SettledAt is not { } settledAt)
                return;
            TradeJson.Numbers(json, trade);
            json.WriteString("out_request_no", refund.OutRequestNo);
            json.StringIfAny("refund_reason", refund.Reason);
            json.WriteString("total_amount", TradeJson.Yuan(trade.Total));
            json.WriteString("refund_amount", TradeJson.Yuan(refund.Amount));
            json.WriteString("refund_status", "REFUND_SUCCESS");
            json.WriteString("gmt_refund_pay", TradeJson.Time(settledAt));
        }));
    }
}
