using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>Checks the <c>Authorization</c> header of a request: who it is and whether the signature covers what arrived.</summary>
internal sealed class RequestSignature(MerchantBook merchants, TimeProvider time)
{
    private const string Scheme = "WECHATPAY2-SHA256-RSA2048";
    private const int ClockTolerance = 300;

    public Merchant Check(HttpContext http, byte[] body)
    {
        var items = Read(http.Request.Headers.Authorization.ToString());
        var merchant = merchants.Find(items["mchid"])
            ?? throw V3Error.Signature("商户号不存在，请检查mchid", new("mchid", "merchant not found", "authorization") { Value = items["mchid"] });
        if (!string.Equals(items["serial_no"], merchant.Key.Serial, StringComparison.OrdinalIgnoreCase))
        {
            throw V3Error.Signature(
                "商户证书序列号有误，请使用签名私钥匹配的证书序列号",
                new("serial_no", "certificate not found", "authorization") { Value = items["serial_no"] });
        }

        if (!long.TryParse(items["timestamp"], NumberStyles.None, CultureInfo.InvariantCulture, out var timestamp)
            || Math.Abs(time.GetUtcNow().ToUnixTimeSeconds() - timestamp) > ClockTolerance)
        {
            throw V3Error.Signature(
                "Http头Authorization中的timestamp与发起请求的时间不得超过5分钟",
                new("timestamp", "timestamp out of range", "authorization") { Value = items["timestamp"] });
        }

        var target = PathAndQuery(http);
        var prefix = Encoding.UTF8.GetBytes($"{http.Request.Method}\n{target}\n{items["timestamp"]}\n{items["nonce_str"]}\n");
        byte[] message = [.. prefix, .. body, (byte)'\n'];
        if (!merchant.Verifier.Verify(message, items["signature"]))
        {
            throw V3Error.Signature("签名错误，请检查后再试", new("signature", "sign not match", "authorization")
            {
                Sign = new SignInformation(http.Request.Method, target, Encoding.UTF8.GetString(message)),
            });
        }

        return merchant;
    }

    /// <summary>Path and query exactly as they came over the wire.</summary>
    public static string PathAndQuery(HttpContext http) => http.Features.Get<IHttpRequestFeature>()!.RawTarget;

    private static Dictionary<string, string> Read(string header)
    {
        if (!header.StartsWith(Scheme + " ", StringComparison.Ordinal))
            throw Malformed(header.Length == 0 ? "缺少Http头Authorization" : "Http头Authorization认证类型不正确");
        var items = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in header[(Scheme.Length + 1)..].Split(',', StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || part.Length < equals + 3 || part[equals + 1] != '"' || part[^1] != '"')
                throw Malformed("Http头Authorization值格式错误");
            items[part[..equals]] = part[(equals + 2)..^1];
        }

        foreach (var name in new[] { "mchid", "serial_no", "nonce_str", "timestamp", "signature" })
        {
            if (!items.ContainsKey(name))
                throw Malformed($"Http头Authorization缺少{name}");
        }

        return items;
    }

    private static V3Error Malformed(string message) =>
        V3Error.Signature(message, new V3Detail("Authorization", "malformed authorization", "authorization"));
}
