namespace Cowry.Connectors.Alipay;

/// <summary>The addresses that follow from an account's <c>base_url</c>.</summary>
internal static class AlipayAddresses
{
    private const string AuthorizePath = "/oauth2/publicAppAuthorize.htm";

    /// <summary><c>base_url</c> may name the gateway itself (…/gateway.do) or what it lies under.</summary>
    public static Uri GatewayAt(Uri baseUrl) =>
        baseUrl.AbsolutePath.EndsWith(".do", StringComparison.Ordinal) ? baseUrl : Under(baseUrl, "/gateway.do");

    /// <summary>Alipay's own sandbox has it on a host of its own; any other sandbox is taken to have it beside its gateway.</summary>
    public static Uri AuthorizePageBeside(Uri baseUrl)
    {
        if (baseUrl.Host == "openapi-sandbox.dl.alipaydev.com")
            return new Uri("https://openauth-sandbox.dl.alipaydev.com" + AuthorizePath);
        return Under(new Uri(GatewayAt(baseUrl), "."), AuthorizePath);
    }

    private static Uri Under(Uri url, string path) => new(url.GetLeftPart(UriPartial.Path).TrimEnd('/') + path);
}
