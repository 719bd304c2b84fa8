using System.Globalization;
using Cowry.Domain.Payments;

namespace Cowry.Connectors.Alipay;

/// <summary>What a check of an Alipay account can find, each with what to do about it.</summary>
internal static class Findings
{
    public static AccountFinding AppIdUnknown { get; } = Error(
        "app_id_unknown",
        "支付宝不认识这个 APPID。请到「支付宝开放平台 → 控制台」核对应用的 APPID，并确认应用已上线；沙箱应用只能用沙箱地址。",
        "Alipay does not know this app id. Compare it with the app in the open platform's console and see that the app is online; a "
            + "sandbox app works with the sandbox's address only.");

    public static AccountFinding AppKeyNotUploaded { get; } = Error(
        "app_key_not_uploaded",
        "该应用还没有在开放平台设置接口加签方式。请到「应用详情 → 开发设置 → 接口加签方式」上传应用公钥（或证书），选择 RSA2。",
        "The app has no signing key at Alipay yet. Upload the app's public key, or its certificate, in the app's settings on the open platform "
            + "and choose RSA2.");

    public static AccountFinding AlipayKeyWrong { get; } = Error(
        "alipay_public_key_wrong",
        "支付宝公钥不对：应答的签名验证不通过。请复制开放平台上的「支付宝公钥」（不是应用公钥）；如果更换过应用公钥，支付宝公钥也会变。",
        "Alipay's public key is wrong: answers do not verify with it. Copy the key that the open platform shows as Alipay's (not the app's "
            + "own); it changes when the app's key is changed.");

    public static AccountFinding AlipayCertificateWrong { get; } = Error(
        "alipay_cert_wrong",
        "支付宝公钥证书不对：应答的签名验证不通过。请到开放平台重新下载 alipayCertPublicKey_RSA2.crt。若该应用使用公钥模式，请把验签方式改为公钥。",
        "Alipay's certificate is wrong: answers do not verify with it. Download alipayCertPublicKey_RSA2.crt anew from the open platform; if the "
            + "app works with public keys, choose public_key as verification.");

    public static AccountFinding AlipayCertificateOther { get; } = Error(
        "alipay_cert_replaced",
        "支付宝用另一张证书签名，且密钥与这里填的证书不同。请到开放平台下载最新的 alipayCertPublicKey_RSA2.crt 并更新。",
        "Alipay signs with another certificate, under another key than the one set here. Download the newest alipayCertPublicKey_RSA2.crt from "
            + "the open platform and replace it.");

    public static AccountFinding AlipayCertificateRenewed { get; } = new(
        FindingLevel.Warning,
        "alipay_cert_renewed",
        "支付宝已换用新的公钥证书（密钥未变，收款不受影响）。请抽空到开放平台下载新的 alipayCertPublicKey_RSA2.crt。",
        "Alipay has renewed its certificate under the same key; payments are not affected. Download the new alipayCertPublicKey_RSA2.crt when "
            + "there is time.");

    public static AccountFinding ClockRefused { get; } = Error(
        "clock_skewed",
        "支付宝拒绝了请求时间：本机时钟不准。请开启时间同步（NTP）。",
        "Alipay refuses the time of our requests: this server's clock is wrong. Turn on time synchronisation (NTP).");

    public static AccountFinding AuthorizationRefused { get; } = Error(
        "app_auth_token_refused",
        "商户授权令牌（app_auth_token）无效、已过期或已被商户取消。请让商户重新授权后，更新令牌。",
        "The merchant's authorisation (app_auth_token) is invalid, has ended or was taken back. Have the merchant authorise the app again and "
            + "enter the new token.");

    public static AccountFinding MerchantUnknown { get; } = Error(
        "merchant_unknown",
        "支付宝认为商户或应用的状态不正常。请核对 PID、APPID 与签约主体是否一致，并联系支付宝确认。",
        "Alipay says that the merchant or the app is not in order. Compare partner number, app id and who signed the contract, and ask Alipay.");

    public static AccountFinding AppKeyWrong(bool hasCertificates) => Error(
        hasCertificates ? "app_cert_wrong" : "app_private_key_wrong",
        hasCertificates
            ? "支付宝验签失败：应用私钥、应用公钥证书或根证书与开放平台上的不一致。请上传同一套证书；若应用使用公钥模式，请把验签方式改为公钥。"
            : "支付宝验签失败：应用私钥与开放平台上的应用公钥不是一对。请核对密钥工具生成的私钥；若应用使用证书模式，请把验签方式改为证书。",
        hasCertificates
            ? "Alipay refuses the signature: private key, app certificate or root certificates are not those of the open platform. Upload one set "
                + "that belongs together; if the app works with public keys, choose public_key as verification."
            : "Alipay refuses the signature: the private key is not the pair of the app's public key on the open platform. Use the one that was "
                + "made together with it; if the app works with certificates, choose certificate as verification.");

    public static AccountFinding ProductNotOpened(bool isServiceProvider) => Error(
        "product_not_opened",
        isServiceProvider
            ? "没有权限：应用没有开通「当面付」能力，或商户没有签约该产品、没有把权限授给该服务商。请到开放平台开通，并核对商户授权。"
            : "没有权限：应用没有开通或签约「当面付」。请到「开放平台 → 应用详情 → 产品绑定」开通并签约后再试。",
        isServiceProvider
            ? "No permission: the app has not opened face-to-face payment, or the merchant has not signed for it or not given it to this provider. "
                + "Open it on the open platform and check the merchant's authorisation."
            : "No permission: face-to-face payment is not opened or not signed for this app. Add the product to the app on the open platform.");

    public static AccountFinding AppCertificateEnds(DateTimeOffset at, DateTimeOffset now) => Ends(
        "app_cert", "应用公钥证书", "The app's certificate", at, now);

    public static AccountFinding AlipayCertificateEnds(DateTimeOffset at, DateTimeOffset now) => Ends(
        "alipay_cert", "支付宝公钥证书", "Alipay's certificate", at, now);

    public static AccountFinding ClockOff(TimeSpan ahead) => new(
        FindingLevel.Warning,
        "clock_off",
        $"本机时钟与支付宝相差约 {Minutes(ahead)} 分钟（本机{(ahead > TimeSpan.Zero ? "偏快" : "偏慢")}）。请开启时间同步（NTP）。",
        $"This server's clock is about {Minutes(ahead)} minutes {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} Alipay's. Turn on time "
            + "synchronisation (NTP).");

    public static AccountFinding TestQueryRefused(string answer) => Error(
        "test_query_refused",
        $"支付宝拒绝了测试查询：{answer}",
        $"Alipay refused a test query: {answer}");

    public static AccountFinding GatewayTrouble(string code, string message) => Error(
        "gateway_trouble",
        $"支付宝暂时没有给出有效应答（{code}：{message}），无法完成检查，请稍后再试。",
        $"Alipay gave no usable answer for now ({code}: {message}), so the check could not finish. Try again later.");

    private static AccountFinding Ends(string field, string chinese, string english, DateTimeOffset at, DateTimeOffset now)
    {
        var day = FieldText.Beijings(at, "yyyy-MM-dd");
        return at <= now
            ? new(FindingLevel.Error, field + "_expired", $"{chinese}已于 {day} 过期，请更新证书。", $"{english} ended on {day}. Replace it.")
            : new(FindingLevel.Warning, field + "_ends", $"{chinese}将于 {day} 过期，请提前更新。", $"{english} ends on {day}. Replace it before.");
    }

    private static AccountFinding Error(string code, string chinese, string english) => new(FindingLevel.Error, code, chinese, english);

    private static string Minutes(TimeSpan span) =>
        ((long)Math.Round(span.Duration().TotalMinutes)).ToString(CultureInfo.InvariantCulture);
}
