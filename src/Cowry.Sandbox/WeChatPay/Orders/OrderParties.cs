using System.Text.Json;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>Who an order is for: a merchant, or a sub-merchant through its service provider.</summary>
internal sealed record OrderParties(string Appid, string? SubAppid, string? SubMchid)
{
    public static OrderParties Read(Call call, JsonElement body, bool partner)
    {
        call.RequireMine(body.Text(partner ? "sp_mchid" : "mchid"), partner ? "/sp_mchid" : "/mchid");
        if (partner != call.Merchant.ServiceProvider)
            throw new V3Error(403, "NO_AUTH", partner ? "商户号不是服务商" : "服务商请使用服务商模式的接口");
        var appid = body.Text(partner ? "sp_appid" : "appid")!;
        if (!call.Merchant.Appids.Contains(appid, StringComparer.Ordinal))
            throw NotBound(appid);
        if (!partner)
            return new OrderParties(appid, null, null);
        var sub = call.RequireSub(body.Text("sub_mchid"), "/sub_mchid");
        if (body.Text("sub_appid") is { } subAppid && subAppid != sub.Appid)
            throw NotBound(subAppid);
        return new OrderParties(appid, body.Text("sub_appid"), sub.Mchid);
    }

    private static V3Error NotBound(string appid) => new(400, "APPID_MCHID_NOT_MATCH", $"appid与mchid不匹配：{appid}");
}
