using Cowry.Domain.Payments;

namespace Cowry.Connectors.WeChatPay;

/// <summary>What a check can find, each with what to do about it.</summary>
internal static class Findings
{
    public static AccountFinding SettingInvalid(string field, string message) => Error(
        "setting_invalid",
        $"「{field}」填写有误，请修改后重新检查。",
        $"“{field}” {message}. Correct it and check again.");

    public static AccountFinding BaseUrlNotEncrypted { get; } = new(
        FindingLevel.Warning,
        "base_url_not_encrypted",
        "接口地址不是 https，数据会明文传输。只能用于沙箱；正式收款请清空接口地址。",
        "The address is not https, so everything travels in the clear. Use it for a sandbox only; for real payments leave the address empty.");

    public static AccountFinding HostUnreachable(string host) => Error(
        "host_unreachable",
        $"连接不上 {host}。请检查服务器的网络、域名解析和防火墙，以及接口地址是否填对。",
        $"{host} cannot be reached. Check this server's network, name resolution and firewall, and the address if you set one.");

    public static AccountFinding HostTimeout(string host) => Error(
        "host_timeout",
        $"{host} 没有在规定时间内应答。请检查服务器网络，稍后再试。",
        $"{host} did not answer in time. Check this server's network and try again later.");

    public static AccountFinding TlsFailed(string host) => Error(
        "tls_failed",
        $"与 {host} 的加密连接建立失败：对方证书不受信任。请更新系统根证书，检查是否有代理改写了流量，以及接口地址是否填对。",
        $"No trusted TLS connection to {host}. Update this server's root certificates, look for a proxy that rewrites traffic, "
            + "and check the address if you set one.");

    public static AccountFinding ClockSkewed(TimeSpan ahead) => Error(
        "clock_skewed",
        $"本机时钟与微信支付相差约 {Minutes(ahead)} 分钟（本机{(ahead > TimeSpan.Zero ? "偏快" : "偏慢")}），超过 5 分钟签名会被拒绝。请开启时间同步（NTP）。",
        $"This server's clock is about {Minutes(ahead)} minutes {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} WeChat Pay's; beyond 5 "
            + "minutes signatures are refused. Turn on time synchronisation (NTP).");

    public static AccountFinding MerchantSerialWrong { get; } = Error(
        "merchant_serial_wrong",
        "商户 API 证书序列号不对：微信支付不认识它，或它不属于这个商户号。请到「商户平台 → 账户中心 → API 安全」复制当前证书的序列号，并核对商户号。",
        "The merchant certificate's serial number is wrong: WeChat Pay does not know it for this merchant number. Copy it from the merchant "
            + "platform (Account Center, API Security) and compare the merchant number too.");

    public static AccountFinding MerchantPrivateKeyWrong { get; } = Error(
        "merchant_private_key_wrong",
        "商户私钥与证书序列号不匹配。请上传与该序列号证书同时生成的 apiclient_key.pem；如果换过证书，序列号和私钥要一起更换。",
        "The private key does not belong to the certificate with this serial number. Use the apiclient_key.pem that was made together with "
            + "it; after a change of certificate, change both.");

    public static AccountFinding SignatureRefused(string answer) => Error(
        "signature_refused",
        $"微信支付拒绝了签名（{answer}）。请核对商户号、证书序列号和商户私钥三者是否配套。",
        $"WeChat Pay refused the signature ({answer}). Merchant number, certificate serial and private key must belong together.");

    public static AccountFinding ApiV3KeyWrong { get; } = Error(
        "api_v3_key_wrong",
        "APIv3 密钥不对：微信支付发来的数据解不开。请到「商户平台 → 账户中心 → API 安全」重新设置 APIv3 密钥，并在这里填同一个。",
        "The API v3 key is wrong: what WeChat Pay sends does not open with it. Set it anew on the merchant platform (Account Center, API "
            + "Security) and enter the same key here.");

    public static AccountFinding NoPlatformCertificate { get; } = Error(
        "no_platform_certificate",
        "微信支付没有为该商户签发平台证书，说明该商户使用「微信支付公钥」。请把验签方式改为公钥，并填写公钥 ID 和公钥文件。",
        "WeChat Pay has no platform certificate for this merchant, which means that it uses the public key. Choose public key as "
            + "verification and enter the key's id and file.");

    public static AccountFinding PublicKeyWrong { get; } = Error(
        "public_key_wrong",
        "微信支付公钥不对：应答的签名验证不通过。请到「商户平台 → 账户中心 → API 安全 → 微信支付公钥」重新下载 pub_key.pem，并核对公钥 ID。",
        "WeChat Pay's public key is wrong: answers do not verify with it. Download pub_key.pem anew from the merchant platform (Account "
            + "Center, API Security, WeChat Pay public key) and compare its id.");

    public static AccountFinding PublicKeyIdWrong { get; } = Error(
        "public_key_id_wrong",
        "微信支付公钥 ID 不对：微信支付不认识它，或应答是用另一把密钥签名的。请到「商户平台 → 账户中心 → API 安全 → 微信支付公钥」核对并复制公钥 ID。",
        "The public key's id is wrong: WeChat Pay does not know it, or signs its answers with another key. Copy the id from the merchant "
            + "platform (Account Center, API Security, WeChat Pay public key).");

    public static AccountFinding PlatformSignatureWrong { get; } = Error(
        "platform_signature_wrong",
        "应答的签名验证不通过，可能有人冒充微信支付。请检查接口地址和网络中的代理。",
        "The answer's signature is wrong: something else may be answering in WeChat Pay's place. Check the address and any proxy in between.");

    public static AccountFinding AppidNotBound { get; } = Error(
        "appid_not_bound",
        "AppID 没有与商户号绑定。请到「商户平台 → 产品中心 → AppID 账号管理」关联该 AppID，并在公众平台确认授权。",
        "The appid is not bound to the merchant number. Link it on the merchant platform (Product Center, AppID management) and confirm it "
            + "in the account's own console.");

    public static AccountFinding MerchantUnknown { get; } = Error(
        "merchant_unknown",
        "微信支付查不到该商户号。请核对商户号（服务商模式还要核对子商户号）。",
        "WeChat Pay does not know the merchant number. Check it, and in service-provider mode the sub-merchant's number too.");

    public static AccountFinding ProductNotOpened(bool isServiceProvider) => Error(
        "product_not_opened",
        isServiceProvider
            ? "没有权限：服务商或子商户没有开通「Native 支付」，或子商户没有授权给该服务商。请到商户平台产品中心开通，并核对子商户号。"
            : "没有权限：商户没有开通「Native 支付」。请到「商户平台 → 产品中心」开通后再试。",
        isServiceProvider
            ? "No permission: the provider or the sub-merchant has not opened Native payment, or the sub-merchant has not authorised this "
                + "provider. Open it in the Product Center and check the sub-merchant's number."
            : "No permission: Native payment is not opened for this merchant. Open it on the merchant platform (Product Center).");

    public static AccountFinding TestOrderRefused(string answer) => Error(
        "test_order_refused",
        $"微信支付拒绝了一分钱的测试订单：{answer}",
        $"WeChat Pay refused a test order of one fen: {answer}");

    public static AccountFinding GatewayTrouble(string code, string message) => Error(
        "gateway_trouble",
        $"微信支付暂时没有给出有效应答（{code}：{message}），无法完成检查，请稍后再试。",
        $"WeChat Pay gave no usable answer for now ({code}: {message}), so the check could not finish. Try again later.");

    public static AccountFinding AppSecretWrong { get; } = Error(
        "app_secret_wrong",
        "公众号的 AppSecret 不对：微信里打开付款页面时无法识别顾客。请到公众平台重置 AppSecret，并填写新的；或清空它，只用扫码收款。",
        "The official account's AppSecret is wrong, so a page opened in WeChat cannot tell who pays. Reset it in the account's console and "
            + "enter the new one, or clear it and take payments by code only.");

    public static AccountFinding AppidNoOfficialAccount { get; } = Error(
        "appid_no_official_account",
        "公众平台不认识这个 AppID。在微信里打开的付款页面需要公众号（服务号）的 AppID 和它的 AppSecret。",
        "The account platform does not know this appid. A payment page inside WeChat needs the appid of an official account and its AppSecret.");

    public static AccountFinding ServerAddressNotAllowed { get; } = Error(
        "server_address_not_allowed",
        "公众平台拒绝了本服务器的 IP 地址。请到公众平台的开发设置里，把本服务器的公网 IP 加入 IP 白名单。",
        "The account platform refuses this server's IP address. Add its public address to the IP whitelist in the account's console.");

    public static AccountFinding OfficialAccountTrouble(string code, string message) => Error(
        "official_account_trouble",
        $"公众平台没有给出有效应答（{code}：{message}），AppSecret 未能检查。",
        $"The account platform gave no usable answer ({code}: {message}), so the AppSecret could not be checked.");

    private static AccountFinding Error(string code, string chinese, string english) => new(FindingLevel.Error, code, chinese, english);

    private static long Minutes(TimeSpan span) => (long)Math.Round(span.Duration().TotalMinutes);
}
