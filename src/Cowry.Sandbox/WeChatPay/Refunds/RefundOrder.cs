using System.Text.Json;
using System.Text.RegularExpressions;
using Cowry.Primitives;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>
/// POST <c>/v3/refund/domestic/refunds</c> and the query of one. A refund is accepted as PROCESSING and settles by itself; its number is
/// its idempotency key.
/// </summary>
internal sealed partial class RefundOrder(Database database, RefundSettler settler, WeChatFaults faults, SandboxOptions options, TimeProvider time)
{
    private const int MostPartialRefunds = 50;
    private static readonly long OneYear = (long)TimeSpan.FromDays(365).TotalMilliseconds;

    private static readonly Shape Body = new(
        "", true, new Text("sub_mchid", 32, false), new Text("transaction_id", 32, false), new Text("out_trade_no", 32, false),
        new Text("out_refund_no", 64, Pattern: RefundNumber()), new Text("reason", 80, false), new Text("notify_url", 256, false),
        new Choice("funds_account", false, "AVAILABLE", "UNSETTLED"),
        new Shape("amount", true, new Whole("refund", 1), new Whole("total", 1), new Choice("currency", true, "CNY"),
            new ListOf("from", false, new Shape("", true, new Choice("account", true, "AVAILABLE", "UNAVAILABLE"), new Whole("amount", 1)))),
        new ListOf("goods_detail", false, new Shape("", true, new Text("merchant_goods_id", 32), new Text("wechatpay_goods_id", 32, false),
            new Text("goods_name", 256, false), new Whole("unit_price", 0), new Whole("refund_amount", 0), new Whole("refund_quantity", 1))));

    public async Task<Answer> Create(Call call)
    {
        var body = Body.Parse(call.Body);
        var subMchid = SubOf(call, body.Text("sub_mchid"), "/sub_mchid", "body");
        if (body.Text("transaction_id") is null == body.Text("out_trade_no") is null)
            throw V3Error.Parameter("/transaction_id", "transaction_id和out_trade_no必须且只能填写一个");
        var digest = RequestDigest.Of("REFUND", body);
        var outcome = faults.Take(FaultPoint.Refund, "abnormal") ? Refund.Abnormal : Refund.Success;
        var (refund, order, isNew) = await database.Write(db => Accept(db, call, body, subMchid, digest, outcome));
        if (isNew)
            settler.Settle(refund);
        return new Answer(200, RefundJson.Answer(refund, order));
    }

    public Task<Answer> Query(Call call)
    {
        var subMchid = SubOf(call, call.Query("sub_mchid"), "sub_mchid", "query");
        var found = database.Read(db => db.FindRefund(call.Merchant.Mchid, call.Route("out_refund_no")) is { } refund && refund.SubMchid == subMchid
            ? new Answer(200, RefundJson.Answer(refund, db.Find(refund.Mchid, refund.OutTradeNo)!))
            : null);
        return Task.FromResult(found ?? throw V3Error.RefundNotExist());
    }

    private static string? SubOf(Call call, string? subMchid, string field, string location)
    {
        if (call.Merchant.ServiceProvider)
            return call.RequireSub(subMchid, field, location).Mchid;
        return subMchid is null ? null : throw V3Error.Parameter(field, "直连商户不能填写", subMchid, location);
    }

    private (Refund Refund, Order Order, bool IsNew) Accept(
        Db db, Call call, JsonElement body, string? subMchid, string digest, string outcome)
    {
        var outRefundNo = body.Text("out_refund_no")!;
        if (db.FindRefund(call.Merchant.Mchid, outRefundNo) is { } known)
        {
            return known.Digest == digest
                ? (known, db.Find(known.Mchid, known.OutTradeNo)!, false)
                : throw new V3Error(400, "INVALID_REQUEST", "商户退款单号重复，且请求参数与原退款不一致");
        }

        var order = (body.Text("transaction_id") is { } id ? db.FindByTransaction(id) : db.Find(call.Merchant.Mchid, body.Text("out_trade_no")!))
            is { } found && found.Mchid == call.Merchant.Mchid && found.SubMchid == subMchid
            ? found
            : throw new V3Error(404, "RESOURCE_NOT_EXISTS", "订单不存在");
        var amount = body.GetProperty("amount");
        var wanted = amount.GetProperty("refund").GetInt64();
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        RequireRefundable(db, order, wanted, amount.GetProperty("total").GetInt64(), now);
        var refund = new Refund(
            order.Mchid, outRefundNo, subMchid, $"5030{RandomText.Digits(6)}{BeijingTime.Text(now, "yyyyMMdd")}{RandomText.Digits(11)}",
            order.OutTradeNo, order.TransactionId!, wanted, FeeBack(order, wanted), body.Text("reason"), body.Text("notify_url"), digest,
            Refund.Processing, outcome, now, now + Wait(), null);
        db.Insert(refund);
        return (refund, db.Find(order.Mchid, order.OutTradeNo)!, true);
    }

    private static void RequireRefundable(Db db, Order order, long wanted, long total, long now)
    {
        if (!order.IsPaid)
            throw new V3Error(400, "INVALID_REQUEST", order.State == TradeState.NotPay ? "订单未支付，不能退款" : "订单状态不支持退款");
        if (total != order.Total)
            throw V3Error.Parameter("/amount/total", "订单金额或退款金额与原订单不一致", total.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (order.Refunded + wanted > order.Total)
            throw new V3Error(400, "INVALID_REQUEST", "累计退款金额大于订单金额");
        if (now - order.PaidAt > OneYear)
            throw new V3Error(403, "RULE_LIMIT", "订单支付时间超过一年，不能退款");
        if (db.Number("SELECT count(*) FROM refunds WHERE mchid = $1 AND transaction_id = $2", order.Mchid, order.TransactionId) >= MostPartialRefunds)
            throw new V3Error(403, "RULE_LIMIT", "部分退款次数超过50次");
    }

    /// <summary>The fee comes back in step with the money, so that a full refund in parts returns exactly the fee that was taken.</summary>
    private static long FeeBack(Order order, long wanted)
    {
        var rate = new Rate(order.Rate);
        return (rate.Of(new Money(order.Refunded + wanted)) - rate.Of(new Money(order.Refunded))).Fen;
    }

    private long Wait() => faults.Value(FaultPoint.Refund, "processing") ?? options.RefundMilliseconds / options.TimeScale;

    [GeneratedRegex(@"^[0-9A-Za-z_\-|*@]+\z", RegexOptions.None, 1000)]
    private static partial Regex RefundNumber();
}
