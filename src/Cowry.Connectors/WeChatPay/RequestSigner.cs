using System.Globalization;
using System.Security.Cryptography;

namespace Cowry.Connectors.WeChatPay;

/// <summary>Makes the <c>Authorization</c> header of a request.</summary>
internal static class RequestSigner
{
    public const string Scheme = "WECHATPAY2-SHA256-RSA2048";

    public static string Authorize(
        WeChatPayCredentials credentials, string method, string pathAndQuery, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var nonce = RandomNumberGenerator.GetHexString(32);
        var text = SignedText.OfRequest(method, pathAndQuery, timestamp, nonce, body);
        var signature = Convert.ToBase64String(credentials.SigningKey.Sign(text));
        return $"{Scheme} mchid=\"{credentials.Mchid}\",nonce_str=\"{nonce}\",signature=\"{signature}\","
            + $"timestamp=\"{timestamp}\",serial_no=\"{credentials.MerchantSerial}\"";
    }
}
