using System.Globalization;

namespace Cowry.Sandbox.Alipay;

/// <summary>Who is asking: the app, whether in certificate mode, and for which merchant.</summary>
internal sealed record Caller(AlipayApp App, string KeyName);

/// <summary>
/// The checks before any call, in the live gateway's order: the app first (a wrong one is refused even without a signature), then the
/// parameters that all requests share, then the signature.
/// </summary>
internal sealed class RequestCheck(AppBook apps, AlipayKeys keys, TimeProvider time)
{
    // How far a clock may be off is not documented for this protocol; ten minutes is what the newer one allows.
    private static readonly long Tolerance = (long)TimeSpan.FromMinutes(10).TotalMilliseconds;

    public AlipayApp App(IReadOnlyDictionary<string, string> parameters)
    {
        var appId = parameters.GetValueOrDefault("app_id", "");
        if (appId.Length == 0)
            throw AlipayError.Missing("app-id", "缺少AppID参数");
        return apps.Find(appId) ?? throw AlipayError.Invalid("app-id", "无效的AppID参数");
    }

    /// <summary>Which of Alipay's keys this app and request ask for.</summary>
    public static string KeyName(AlipayApp app, IReadOnlyDictionary<string, string> parameters) =>
        app.KeyMode == "both"
            ? parameters.ContainsKey("app_cert_sn") ? AlipayKeys.CertificateMode : AlipayKeys.PublicKeyMode
            : app.KeyMode;

    public void Shared(IReadOnlyDictionary<string, string> parameters)
    {
        string Need(string name, string code, string message) =>
            parameters.GetValueOrDefault(name, "") is { Length: > 0 } value ? value : throw AlipayError.Missing(code, message);

        if (Need("version", "version", "缺少版本参数") != "1.0")
            throw AlipayError.Invalid("parameter", "version应为1.0");
        if (RequestParameters.Charset(parameters.GetValueOrDefault("charset")) is null)
            throw AlipayError.Invalid("charset", "charset只支持GBK和UTF-8");
        if (parameters.GetValueOrDefault("format", "JSON") is var format && !string.Equals(format, "JSON", StringComparison.OrdinalIgnoreCase))
            throw AlipayError.Invalid("format", "format只支持JSON");
        if (Need("sign_type", "signature-type", "缺少签名类型参数") != "RSA2")
            throw AlipayError.Invalid("signature-type", "新应用的签名类型只支持RSA2");
        if (!TryTime(Need("timestamp", "timestamp", "缺少时间戳参数"), out var at)
            || Math.Abs(at - time.GetUtcNow().ToUnixTimeMilliseconds()) > Tolerance)
            throw AlipayError.Invalid("timestamp", "非法的时间戳参数");
        if (parameters.ContainsKey("encrypt_type"))
            throw AlipayError.Invalid("encrypt-type", "应用没有设置接口内容加密");
        if (parameters.GetValueOrDefault("notify_url", "").Length > 256)
            throw AlipayError.Invalid("parameter", "notify_url长度不能超过256");
    }

    public void Signature(AlipayApp app, string keyName, IReadOnlyDictionary<string, string> parameters)
    {
        if (parameters.GetValueOrDefault("sign", "") is not { Length: > 0 } sign)
            throw AlipayError.Missing("signature", "缺少签名参数");
        if (keyName == AlipayKeys.CertificateMode)
            RequireCertificates(app, parameters);
        else if (parameters.ContainsKey("app_cert_sn"))
            throw AlipayError.Invalid("signature", "应用的加签方式是公钥，请求却带了证书序列号");
        var text = RequestParameters.ToSign(parameters);
        if (!app.Verifier.Verify(RequestParameters.Charset(parameters["charset"])!.GetBytes(text), sign))
            throw AlipayError.Invalid("signature", $"验签出错，建议检查签名字符串或签名私钥与应用公钥是否匹配，网关生成的验签字符串为：{text}");
    }

    /// <summary>The merchant that is acted for: by its token, or the app's own account.</summary>
    public static (string Pid, string AppId) Account(AlipayApp app, IReadOnlyDictionary<string, string> parameters)
    {
        if (parameters.GetValueOrDefault("app_auth_token", "") is not { Length: > 0 } token)
            return (app.Pid, app.AppId);
        var merchant = Array.Find(app.Merchants, known => known.Token == token)
            ?? throw new AlipayError("20001", "aop.invalid-app-auth-token", "无效的应用授权令牌");
        return (merchant.Pid, merchant.AppId);
    }

    public static bool TryTime(string text, out long milliseconds)
    {
        var read = DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var beijing);
        milliseconds = read ? BeijingTime.Milliseconds(beijing) : 0;
        return read;
    }

    private void RequireCertificates(AlipayApp app, IReadOnlyDictionary<string, string> parameters)
    {
        if (parameters.GetValueOrDefault("app_cert_sn", "") is not { Length: > 0 } appSn)
            throw AlipayError.Missing("app-cert-sn", "缺少应用公钥证书序列号");
        if (parameters.GetValueOrDefault("alipay_root_cert_sn", "") is not { Length: > 0 } rootSn)
            throw AlipayError.Missing("alipay-root-cert-sn", "缺少支付宝根证书序列号");
        if (appSn != app.CertificateSn)
            throw AlipayError.Invalid("app-cert-sn", "应用公钥证书序列号不正确");
        if (rootSn != keys.RootSn)
            throw AlipayError.Invalid("alipay-root-cert-sn", "支付宝根证书序列号不正确");
    }
}
