using System.Globalization;
using Cowry.Domain.Payments;

namespace Cowry.Connectors.UnionPay;

/// <summary>What a check can find, each with what to do about it.</summary>
internal static class Findings
{
    public static AccountFinding ClockSkewed(TimeSpan ahead) => Error(
        "clock_skewed",
        $"本机时钟与银联相差约 {Minutes(ahead)} 分钟（本机{(ahead > TimeSpan.Zero ? "偏快" : "偏慢")}），银联会以「订单发送时间无效」拒绝交易。请开启时间同步（NTP）。",
        $"This server's clock is about {Minutes(ahead)} minutes {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} UnionPay's, and orders are "
            + "refused whose time is not about now. Turn on time synchronisation (NTP).");

    public static AccountFinding CertificateExpires(DateTimeOffset at, DateTimeOffset now)
    {
        var day = at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return at <= now
            ? Error(
                "signing_certificate_expired",
                $"商户签名证书已于 {day} 到期。请在中国金融认证中心（CFCA）换发，到银联商户服务平台启用新证书，再在这里更换。",
                $"The signing certificate expired on {day}. Renew it at CFCA, enable the new one on UnionPay's merchant platform, then change it here.")
            : new AccountFinding(
                FindingLevel.Warning,
                "signing_certificate_expires",
                $"商户签名证书将于 {day} 到期，届时无法收款。请提前在中国金融认证中心（CFCA）换发并在这里更换。",
                $"The signing certificate expires on {day}, and payments stop with it. Renew it at CFCA in time and change it here.");
    }

    public static AccountFinding SignatureRefused(string answer, string certId) => Error(
        "signature_refused",
        $"银联拒绝了签名（{answer}）。请核对商户号、签名证书（序列号 {certId}）和私钥三者是否配套，以及该证书是否已在银联商户服务平台启用。",
        $"UnionPay refused the signature ({answer}). Merchant number, signing certificate (number {certId}) and private key must belong "
            + "together, and the certificate must be enabled on UnionPay's merchant platform.");

    public static AccountFinding CertificatesWrong { get; } = Error(
        "root_certificate_wrong",
        "银联应答里的证书不是由这里填写的根证书和中级证书签发的。请使用银联商户服务平台下载的根证书和中级证书；测试环境和生产环境的证书不能混用。",
        "The certificate in UnionPay's answer does not lead to the root and middle certificates entered here. Use those that UnionPay's merchant "
            + "platform offers; those of the test system and of the real one do not mix.");

    public static AccountFinding SignerExpired { get; } = Error(
        "platform_certificate_expired",
        "银联应答里的证书，或这里填写的根证书、中级证书已过有效期。请核对本机时间，并到银联商户服务平台下载最新的根证书和中级证书。",
        "The certificate in UnionPay's answer, or the root or middle certificate entered here, is out of date. Check this server's clock and "
            + "download the latest root and middle certificates from UnionPay's merchant platform.");

    public static AccountFinding SignatureWrong { get; } = Error(
        "platform_signature_wrong",
        "应答的签名验证不通过，可能有人冒充银联。请检查接口地址和网络中的代理。",
        "The answer's signature is wrong: something else may be answering in UnionPay's place. Check the address and any proxy in between.");

    public static AccountFinding NotUnionPay(string host) => Error(
        "host_not_unionpay",
        $"{host} 的应答不是银联的报文。请检查接口地址是否填对，是否有代理或登录页拦截。",
        $"What {host} answers is no message of UnionPay's. Check the address, and look for a proxy or a login page in between.");

    public static AccountFinding MerchantUnknown(string answer) => Error(
        "merchant_unknown",
        $"银联不接受该商户号（{answer}）。请核对商户号、接入类型，以及商户是否已开通。",
        $"UnionPay does not accept the merchant number ({answer}). Check the number, the access type, and whether the merchant is active.");

    public static AccountFinding ProductNotOpened(string answer) => Error(
        "product_not_opened",
        $"没有权限（{answer}）：商户没有开通「二维码」产品。请联系收单机构或在银联商户服务平台开通。",
        $"No permission ({answer}): the QR code product is not opened for this merchant. Ask the acquirer, or open it on UnionPay's merchant platform.");

    public static AccountFinding QueryRefused(string answer) => Error(
        "test_query_refused",
        $"银联拒绝了测试查询：{answer}",
        $"UnionPay refused a test query: {answer}");

    public static AccountFinding GatewayTrouble(string code, string message) => Error(
        "gateway_trouble",
        $"银联暂时没有给出有效应答（{code}：{message}），无法完成检查，请稍后再试。",
        $"UnionPay gave no usable answer for now ({code}: {message}), so the check could not finish. Try again later.");

    private static AccountFinding Error(string code, string chinese, string english) => new(FindingLevel.Error, code, chinese, english);

    private static long Minutes(TimeSpan span) => (long)Math.Round(span.Duration().TotalMinutes);
}
