using System.Globalization;
using System.Security.Cryptography;
using Cowry.Domain.Payments;

namespace Cowry.Connectors.WeChatPay;

/// <summary>What a page in WeChat's browser gives to <c>getBrandWCPayRequest</c>, signed for the appid whose page it is.</summary>
internal static class CallUp
{
    public static GatewayCallUp Weixin(WeChatPayCredentials credentials, string prepayId, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var nonce = RandomNumberGenerator.GetHexString(32);
        var package = $"prepay_id={prepayId}";
        var signature = credentials.SigningKey.Sign(SignedText.OfCallUp(credentials.Appid, timestamp, nonce, package));
        return new GatewayCallUp.Weixin(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["appId"] = credentials.Appid,
            ["timeStamp"] = timestamp,
            ["nonceStr"] = nonce,
            ["package"] = package,
            ["signType"] = "RSA",
            ["paySign"] = Convert.ToBase64String(signature),
        });
    }
}
