using Cowry.Sandbox.Phones;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>
/// POST <c>…/out-trade-no/{out_trade_no}/reverse</c>: ends a payment by code. Unpaid: nobody can pay it any more; paid: the money goes back.
/// </summary>
internal sealed class ReverseOrder(Database database, TimeProvider time)
{
    private static readonly long SevenDays = (long)TimeSpan.FromDays(7).TotalMilliseconds;

    public Func<Call, Task<Answer>> As(bool partner) => async call =>
    {
        var body = (partner ? OrderShapes.ReversePartner : OrderShapes.Reverse).Parse(call.Body);
        var parties = OrderParties.Read(call, body, partner);
        var outTradeNo = call.Route("out_trade_no");
        await database.Write(db => Reverse(db, db.Find(call.Merchant.Mchid, outTradeNo), parties));
        return Answer.Ok(json =>
        {
            json.WriteString(partner ? "sp_appid" : "appid", parties.Appid);
            json.WriteString(partner ? "sp_mchid" : "mchid", call.Merchant.Mchid);
            json.StringIfAny("sub_appid", parties.SubAppid);
            json.StringIfAny("sub_mchid", parties.SubMchid);
            json.WriteString("out_trade_no", outTradeNo);
        });
    };

    private bool Reverse(Db db, Order? order, OrderParties parties)
    {
        if (order is null || order.SubMchid != parties.SubMchid)
            throw V3Error.OrderNotExist();
        if (order.TradeType != Order.PaymentCodeType)
            throw new V3Error(400, "INVALID_REQUEST", "仅付款码支付的订单可以撤销");
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (order.State == TradeState.Revoked)
            return false;
        if (order.State == TradeState.Refund)
            throw new V3Error(403, "TRADE_ERROR", "订单已发生退款，不能撤销");
        if (order.State == TradeState.Success)
        {
            if (now - order.PaidAt > SevenDays)
                throw new V3Error(403, "RULE_LIMIT", "订单支付超过7天，不能撤销");
            db.Credit(order.Payer!, order.Total);
        }

        db.SetState(order, TradeState.Revoked, now);
        return true;
    }
}
