using System.Text.Json;
using System.Web;
using Cowry.Sandbox.Phones;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>
/// Finds the order behind what a phone got: the text of a QR code (<c>weixin://…</c>), an H5 address, or the JSON with which a page or an
/// app calls up the wallet, whose signature is checked as the wallet would.
/// </summary>
internal static class ScannedContent
{
    /// <summary>The order that this content opens; null when it opens none. Throws when it is one of ours and wrong.</summary>
    public static Order? Find(Db db, MerchantBook merchants, string content)
    {
        if (content.StartsWith('{'))
            return FindCalledUp(db, merchants, content);
        if (PrepayId(content) is { } prepayId)
            return db.FindByCode(prepayId);
        return db.FindByCode(content);
    }

    public static bool LooksLikeWeChatPay(string content) =>
        content.StartsWith("weixin://", StringComparison.Ordinal) || content.StartsWith('{') || PrepayId(content) is not null;

    private static string? PrepayId(string content)
    {
        if (!content.Contains("prepay_id=", StringComparison.Ordinal))
            return null;
        var question = content.IndexOf('?', StringComparison.Ordinal);
        return HttpUtility.ParseQueryString(content[(question + 1)..])["prepay_id"];
    }

    private static Order? FindCalledUp(Db db, MerchantBook merchants, string content)
    {
        Dictionary<string, string> fields;
        try
        {
            fields = JsonElement.Parse(content).EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        }
        catch (JsonException)
        {
            return null;
        }

        // A page sends package="prepay_id=…" and paySign; an app sends prepayid and sign, and signs the bare prepay_id.
        var package = fields.GetValueOrDefault("package", "");
        var fromApp = fields.TryGetValue("prepayid", out var bare);
        var prepayId = fromApp ? bare : PrepayId(package);
        if (prepayId is null || db.FindByCode(prepayId) is not { } order)
            return null;
        var last = fromApp ? prepayId : package;
        var signature = fields.GetValueOrDefault(fromApp ? "sign" : "paySign", "");
        var verifier = merchants.Find(order.Mchid)!.Verifier;
        var appids = new[] { order.Appid, order.SubAppid }.OfType<string>();
        var signed = appids.Any(appid =>
            (!fields.TryGetValue("appId", out var said) || said == appid)
            && verifier.Verify(
                $"{appid}\n{fields.GetValueOrDefault("timeStamp")}\n{fields.GetValueOrDefault("nonceStr")}\n{last}\n", signature));
        return signed ? order : throw new PhoneRefusal(400, "call_up_signature_wrong", "支付验证签名失败: the call-up signature does not match.");
    }
}
