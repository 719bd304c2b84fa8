using Cowry.Domain.Payments;

namespace Cowry.Connectors;

/// <summary>What a check can find before a gateway has understood anything; the same for every wallet.</summary>
internal static class ConnectionFindings
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

    public static AccountFinding Of(HttpTrouble trouble, string host) => trouble switch
    {
        HttpTrouble.Tls => Error(
            "tls_failed",
            $"与 {host} 的加密连接建立失败：对方证书不受信任。请更新系统根证书，检查是否有代理改写了流量，以及接口地址是否填对。",
            $"No trusted TLS connection to {host}. Update this server's root certificates, look for a proxy that rewrites traffic, "
                + "and check the address if you set one."),
        HttpTrouble.Timeout => Error(
            "host_timeout",
            $"{host} 没有在规定时间内应答。请检查服务器网络，稍后再试。",
            $"{host} did not answer in time. Check this server's network and try again later."),
        HttpTrouble.Garbled => Error(
            "host_not_http",
            $"{host} 的应答不是接口应有的格式。请检查接口地址是否填对，是否有代理或登录页拦截。",
            $"What {host} answers is not what a gateway sends. Check the address, and look for a proxy or a login page in between."),
        _ => Error(
            "host_unreachable",
            $"连接不上 {host}。请检查服务器的网络、域名解析和防火墙，以及接口地址是否填对。",
            $"{host} cannot be reached. Check this server's network, name resolution and firewall, and the address if you set one."),
    };

    private static AccountFinding Error(string code, string chinese, string english) => new(FindingLevel.Error, code, chinese, english);
}
