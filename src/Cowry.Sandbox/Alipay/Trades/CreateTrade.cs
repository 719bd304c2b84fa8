using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.Alipay;

/// <summary>
/// <c>alipay.trade.create</c>: a trade for one buyer, to be paid by a page inside the wallet. The same request again answers the same trade.
/// </summary>
internal sealed class CreateTrade(Database database, BuyerBook buyers, PayEarly payEarly, TimeProvider time)
{
    private const string InWallet = "JSAPI_PAY";

    public Method Method => new("alipay.trade.create", FaultPoint.Create, TradeShapes.Create, Handle);

    private async Task<Answer> Handle(Call call)
    {
        var product = call.Text("product_code") ?? "FACE_TO_FACE_PAYMENT";
        if (product is not (InWallet or "FACE_TO_FACE_PAYMENT"))
            throw AlipayError.Parameter("product_code取值不正确");
        if (product == InWallet && call.Text("op_app_id") is null)
            throw AlipayError.Parameter("op_app_id不能为空");
        var id = call.Text("buyer_id") ?? call.Text("buyer_open_id") ?? throw AlipayError.Parameter("buyer_id和buyer_open_id不能同时为空");
        var buyer = buyers.UserOf(id) ?? throw AlipayError.Parameter("买家不存在");
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var wanted = NewTrade.Read(call, TradeKind.Create, product, now);
        var trade = await database.Write(db => Place(db, wanted, buyer, now));
        await payEarly.BeforeAnswer(trade);
        return Answer.Success(json => TradeJson.Numbers(json, trade));
    }

    private static Trade Place(Db db, Trade wanted, string buyer, long now)
    {
        if (db.FindTrade(wanted.Pid, wanted.OutTradeNo)?.AsOf(now) is { } known)
        {
            known.RequireOpenFor(wanted);
            return known;
        }

        var trade = wanted.Begin(buyer, now);
        db.Insert(trade);
        return trade;
    }
}
