using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>
/// POST <c>…/out-trade-no/{out_trade_no}/close</c>: 204, as often as one likes, also for numbers that nobody knows; an error for what is
/// paid and for payment codes.
/// </summary>
internal sealed class CloseOrder(Database database, TimeProvider time)
{
    public Func<Call, Task<Answer>> As(bool partner) => async call =>
    {
        var body = (partner ? OrderShapes.ClosePartner : OrderShapes.Close).Parse(call.Body);
        call.RequireMine(body.Text(partner ? "sp_mchid" : "mchid"), partner ? "/sp_mchid" : "/mchid");
        var sub = partner ? call.RequireSub(body.Text("sub_mchid"), "/sub_mchid") : null;
        await database.Write(db => Close(db, db.Find(call.Merchant.Mchid, call.Route("out_trade_no")), sub?.Mchid));
        return Answer.NoContent;
    };

    private bool Close(Db db, Order? order, string? subMchid)
    {
        if (order is null || order.SubMchid != subMchid)
            return false;
        if (order.TradeType == Order.PaymentCodeType)
            throw new V3Error(400, "INVALID_REQUEST", "付款码支付的订单不能关单，请使用撤销");
        if (order.IsPaid)
            throw new V3Error(400, "ORDER_PAID", "订单已支付");
        if (order.State == TradeState.NotPay)
            db.SetState(order, TradeState.Closed, time.GetUtcNow().ToUnixTimeMilliseconds());
        return true;
    }
}
