using System.Globalization;
using System.Net;
using System.Text.Json;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>
/// POST <c>/v3/pay/transactions/native|jsapi|app|h5</c> and the partner paths: makes an order, or hands out a fresh code for the same
/// request made again.
/// </summary>
internal sealed class PlaceOrder(Database database, OpenidBook openids, PayEarly payEarly, TimeProvider time)
{
    private static readonly long Minute = (long)TimeSpan.FromMinutes(1).TotalMilliseconds;
    private static readonly long NinetyDays = (long)TimeSpan.FromDays(90).TotalMilliseconds;
    private static readonly long SevenDays = (long)TimeSpan.FromDays(7).TotalMilliseconds;
    private static readonly long CodeLife = (long)TimeSpan.FromHours(2).TotalMilliseconds;
    private static readonly long PageLife = (long)TimeSpan.FromMinutes(5).TotalMilliseconds;

    public Func<Call, Task<Answer>> As(string tradeType, bool partner)
    {
        var shape = OrderShapes.Place(tradeType, partner);
        return call => Handle(call, tradeType, partner, shape.Parse(call.Body));
    }

    private async Task<Answer> Handle(Call call, string tradeType, bool partner, JsonElement body)
    {
        var wanted = Read(call, tradeType, partner, body);
        var order = await database.Write(db => Place(db, wanted));
        await payEarly.BeforeAnswer(order);
        return Answer.Ok(json =>
        {
            if (tradeType == "NATIVE")
                json.WriteString("code_url", order.Code);
            else if (tradeType == "MWEB")
                json.WriteString("h5_url", $"{call.BaseUrl}/cgi-bin/mmpayweb-bin/checkmweb?prepay_id={order.Code}&package={RandomText.Digits(10)}");
            else
                json.WriteString("prepay_id", order.Code);
        });
    }

    private static Order Place(Db db, Order wanted)
    {
        var known = db.Find(wanted.Mchid, wanted.OutTradeNo);
        if (known is null)
        {
            db.Insert(wanted);
            return wanted;
        }

        RequireSameAndOpen(known, wanted);
        db.RenewCode(known, wanted.Code!, wanted.CodeExpiresAt!.Value);
        return known with { Code = wanted.Code, CodeExpiresAt = wanted.CodeExpiresAt };
    }

    /// <summary>A number is spent once it was paid, closed or has run out; and it belongs to the values of its first request.</summary>
    private static void RequireSameAndOpen(Order known, Order wanted)
    {
        if (known.IsPaid)
            throw new V3Error(400, "ORDER_PAID", "该订单已支付");
        if (known.AsOf(wanted.CreatedAt).State != TradeState.NotPay || known.ExpiresAt <= wanted.CreatedAt)
            throw new V3Error(400, "ORDER_CLOSED", "订单已关闭，请更换商户订单号重新下单");
        if (known.Digest != wanted.Digest)
            throw new V3Error(403, "OUT_TRADE_NO_USED", "商户订单号重复，且请求参数与原订单不一致");
    }

    private Order Read(Call call, string tradeType, bool partner, JsonElement body)
    {
        var parties = OrderParties.Read(call, body, partner);
        var payer = body.At("payer");
        RequireOpenids(payer, parties);
        RequireNotifyUrl(body.Text("notify_url")!);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return new Order(
            call.Merchant.Mchid, body.Text("out_trade_no")!, parties.SubMchid, parties.Appid, parties.SubAppid, tradeType,
            body.Text("description")!, body.GetProperty("amount").GetProperty("total").GetInt64(), body.Text("attach"),
            body.At("scene_info")?.Text("device_id"), body.Text("notify_url"), RequestDigest.Of(tradeType, body, "time_expire"), call.AnswerSerial,
            payer?.Text(partner ? "sp_openid" : "openid"), payer?.Text("sub_openid"), now, ExpiresAt(body, now),
            NewCode(tradeType, now), now + (tradeType == "MWEB" ? PageLife : CodeLife), TradeState.NotPay, null, null, null, null,
            call.Merchant.Rate, 0, 0);
    }

    private static string NewCode(string tradeType, long now) => tradeType == "NATIVE"
        ? $"weixin://wxpay/bizpayurl?pr={RandomText.Letters(11)}"
        : $"wx{BeijingTime.Text(now, "yyyyMMddHHmmss")}{System.Security.Cryptography.RandomNumberGenerator.GetHexString(20, lowercase: true)}";

    private static long ExpiresAt(JsonElement body, long now)
    {
        if (body.Text("time_expire") is not { } text)
            return now + SevenDays;
        if (!text.Contains('T', StringComparison.Ordinal)
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wanted))
            throw V3Error.Parameter("/time_expire", "不符合RFC 3339格式：yyyy-MM-DDTHH:mm:ss+TIMEZONE", text);
        return Math.Clamp(wanted.ToUnixTimeMilliseconds(), now + Minute, now + NinetyDays);
    }

    private static void RequireNotifyUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw V3Error.Parameter("/notify_url", "必须是以https://或http://开头的完整地址", text);
        if (url.Query.Length > 0 || url.UserInfo.Length > 0)
            throw V3Error.Parameter("/notify_url", "不能携带查询参数或用户信息", text);
        if (url.Scheme == "http" && !IsPrivate(url))
            throw V3Error.Parameter("/notify_url", "公网地址必须使用https", text);
    }

    // WeChat lets private lines use http; a name without dots is a machine next door (a container, localhost).
    private static bool IsPrivate(Uri url)
    {
        if (url.IsLoopback || !url.Host.Contains('.', StringComparison.Ordinal))
            return true;
        return IPAddress.TryParse(url.Host, out var address) && address.GetAddressBytes() is [10, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..];
    }

    private void RequireOpenids(JsonElement? payer, OrderParties parties)
    {
        if (payer is not { } who)
            return;
        if (who.Text("openid") is { } own)
            Require(own, parties.Appid, "/payer/openid");
        if (who.Text("sp_openid") is { } provider)
            Require(provider, parties.Appid, "/payer/sp_openid");
        if (who.Text("sub_openid") is { } sub)
            Require(sub, parties.SubAppid ?? throw V3Error.Parameter("/sub_appid", "使用sub_openid时必填"), "/payer/sub_openid");
        else if (parties.SubMchid is not null && who.Text("sp_openid") is null)
            throw V3Error.Parameter("/payer", "sp_openid与sub_openid须填其一");
    }

    private void Require(string openid, string appid, string pointer)
    {
        if (openids.UserOf(openid, appid) is null)
            throw V3Error.Parameter(pointer, "无效的openid", openid);
    }
}
