using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.Alipay;

/// <summary><c>alipay.trade.precreate</c>: a code for the customer to scan. There is no trade before somebody does.</summary>
internal sealed class Precreate(Database database, PayEarly payEarly, TimeProvider time)
{
    private const string Newer = "QR_CODE_OFFLINE";
    private const string Older = "FACE_TO_FACE_PAYMENT";

    public Method Method => new("alipay.trade.precreate", FaultPoint.Create, TradeShapes.Precreate, Handle);

    private async Task<Answer> Handle(Call call)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var wanted = NewTrade.Read(call, TradeKind.Precreate, Product(call), now);
        wanted = wanted with
        {
            Code = $"https://qr.alipay.com/bav{RandomText.Letters(15).ToLowerInvariant()}",
            CodeExpiresAt = NewTrade.CodeExpiresAt(wanted, call.Biz, now),
        };
        await database.Write(db => Place(db, wanted));
        await payEarly.BeforeAnswer(wanted);
        return Answer.Success(json =>
        {
            json.WriteString("out_trade_no", wanted.OutTradeNo);
            json.WriteString("qr_code", wanted.Code);
        });
    }

    private static string Product(Call call)
    {
        var said = call.Text("product_code");
        var contract = call.App.OrderCodeProduct;
        if (contract == Newer && said is null)
            throw AlipayError.Parameter("product_code不能为空");
        var product = said ?? Older;
        if (product is not (Newer or Older))
            throw AlipayError.Parameter("product_code取值不正确");
        return contract == "either" || contract == product
            ? product
            : throw new AlipayError("40006", "isv.insufficient-isv-permissions", $"商家没有签约{product}");
    }

    private static bool Place(Db db, Trade wanted)
    {
        if (db.FindTrade(wanted.Pid, wanted.OutTradeNo)?.AsOf(wanted.RequestedAt) is { } known)
        {
            known.RequireOpenFor(wanted);
            throw AlipayError.Business("APPLY_PC_MERCHANT_CODE_ERROR", "同一订单号不能重复申请二维码");
        }

        db.Insert(wanted);
        return true;
    }
}

/// <summary>What a second request with a known number meets, whichever call it is.</summary>
internal static class KnownTrade
{
    public static void RequireOpenFor(this Trade known, Trade wanted)
    {
        if (known.IsPaid)
            throw AlipayError.Business("TRADE_HAS_SUCCESS", "交易已被支付");
        if (known.Status == TradeStatus.Closed)
            throw AlipayError.Business("TRADE_HAS_CLOSE", "交易已经关闭");
        if (known.Digest != wanted.Digest)
            throw AlipayError.Business("CONTEXT_INCONSISTENT", "交易信息被篡改");
    }
}
