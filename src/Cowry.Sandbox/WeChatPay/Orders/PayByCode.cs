using System.Text.Json;
using System.Text.RegularExpressions;
using Cowry.Sandbox.Phones;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>
/// POST <c>/v3/pay/transactions/codepay</c>: the shop scans the customer's code. Paid at once, or 202 while the customer types a password.
/// There is no notification for it and no close, only <see cref="ReverseOrder"/>.
/// </summary>
internal sealed partial class PayByCode(Database database, OrderPayments payments, WeChatFaults faults, TimeProvider time)
{
    // Above 1000 yuan the wallet asks for the password.
    private const long PasswordFreeLimit = 100_000;

    public Func<Call, Task<Answer>> As(bool partner) => async call =>
    {
        var body = OrderShapes.PaymentCode(partner).Parse(call.Body);
        var wanted = Read(call, partner, body);
        var code = body.GetProperty("payer").Text("auth_code")!;
        if (!WeChatCode().IsMatch(code))
            throw new V3Error(400, "AUTH_CODE_INVALID", "101 付款码无效，请重新扫码");
        var forcePrompt = faults.Take(FaultPoint.ScanCode, "userpaying");
        var order = await database.Write(db => Pay(db, wanted, code, forcePrompt));
        if (faults.Take(FaultPoint.ScanCode, "unknown"))
            throw new V3Error(500, "SYSTEM_ERROR", "系统超时，请查询订单");
        return order.State switch
        {
            TradeState.UserPaying => new Answer(202, Json.Bytes(json => json.WriteString("trade_state", TradeState.UserPaying))),
            TradeState.PayError => throw new V3Error(403, "NOT_ENOUGH", "用户余额不足"),
            _ => new Answer(200, TransactionJson.Bytes(order)),
        };
    };

    private Order Pay(Db db, Order wanted, string code, bool forcePrompt)
    {
        if (db.Find(wanted.Mchid, wanted.OutTradeNo) is { } known)
        {
            return known.Digest == wanted.Digest && known.TradeType == wanted.TradeType
                ? known.State is TradeState.Closed or TradeState.Revoked ? throw new V3Error(400, "ORDER_CLOSED", "订单已关闭") : known
                : throw new V3Error(403, "OUT_TRADE_NO_USED", "商户订单号重复，且请求参数与原订单不一致");
        }

        var user = db.SpendPaymentCode(code, wanted.CreatedAt)
            ?? throw new V3Error(400, "AUTH_CODE_INVALID", "101 付款码已过期或已使用，请刷新后重试");
        var order = wanted with { Payer = user };
        if (forcePrompt || order.Total > PasswordFreeLimit)
        {
            db.Insert(order);
            return order;
        }

        if (db.Balance(user) < order.Total)
        {
            order = order with { State = TradeState.PayError };
            db.Insert(order);
            return order;
        }

        db.Insert(order);
        return payments.Settle(db, order, user, order.CreatedAt).Payment.Order;
    }

    private Order Read(Call call, bool partner, JsonElement body)
    {
        var parties = OrderParties.Read(call, body, partner);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return new Order(
            call.Merchant.Mchid, body.Text("out_trade_no")!, parties.SubMchid, parties.Appid, parties.SubAppid, Order.PaymentCodeType,
            body.Text("description")!, body.GetProperty("amount").GetProperty("total").GetInt64(), body.Text("attach"),
            body.At("scene_info")?.Text("device_id"), null, RequestDigest.Of(Order.PaymentCodeType, body, "time_expire"), call.AnswerSerial, null, null, now,
            now, null, null, TradeState.UserPaying, null, null, null, null, call.Merchant.Rate, 0, 0);
    }

    [GeneratedRegex(@"^1[0-5][0-9]{16}\z", RegexOptions.None, 1000)]
    private static partial Regex WeChatCode();
}
