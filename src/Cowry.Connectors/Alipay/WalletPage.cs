using Cowry.Domain.Payments;

namespace Cowry.Connectors.Alipay;

/// <summary>A page in Alipay's own browser: who opens it, and an order for that payer.</summary>
internal sealed class WalletPage(AlipayClient client, AlipayOptions options)
{
    public static bool Meets(string userAgent) => userAgent.Contains("AlipayClient", StringComparison.Ordinal);

    /// <summary>With <c>auth_base</c> the customer is asked nothing; the browser comes back with <c>auth_code</c>.</summary>
    public string AuthorizeUrl(AlipayCredentials credentials, string returnUrl, string state) =>
        (credentials.AuthorizePage ?? options.AuthorizePage)
        + $"?app_id={credentials.AppId}&scope=auth_base&redirect_uri={Uri.EscapeDataString(returnUrl)}&state={Uri.EscapeDataString(state)}";

    /// <summary>The <c>auth_code</c> here names who looks at the page; it is no payment code.</summary>
    public async Task<GatewayAnswer<string>> PayerAsync(
        AlipayCredentials credentials, IReadOnlyDictionary<string, string> query, CancellationToken cancel)
    {
        if (!query.TryGetValue("auth_code", out var code) || string.IsNullOrWhiteSpace(code))
            return new GatewayAnswer<string>.Rejected(ErrorTable.PayerUnknown, "Alipay sent the customer back without a code");
        // The visitor agreed to the app whose page it is: a provider asks in its own name.
        var call = new AlipayCall("alipay.system.oauth.token")
        {
            Fields = new Dictionary<string, string> { ["grant_type"] = "authorization_code", ["code"] = code },
            IsForMerchant = false,
        };
        var answer = await client.CallAsync(credentials, call, cancel);
        return answer.Read(spoken => ReadPayer(spoken.Node));
    }

    public async Task<GatewayAnswer<GatewayCallUp>> OpenAsync(
        AlipayCredentials credentials, GatewayOrder order, string? payer, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(payer))
            return new GatewayAnswer<GatewayCallUp>.Rejected(ErrorTable.PayerUnknown, "Alipay opens an order in the wallet only for a known payer");
        var answer = await client.CallAsync(credentials, TradeOrders.Create(credentials, order, payer), cancel);
        return answer.Read<GatewayCallUp>(spoken =>
            WireBody.TryRead(spoken.Node, AlipayJson.Default.CreateAnswer) is { TradeNo: { Length: > 0 } trade } made
                && (made.OutTradeNo is null || made.OutTradeNo == order.Number)
                ? new GatewayAnswer<GatewayCallUp>.Done(new GatewayCallUp.AlipayTrade(trade))
                : new GatewayAnswer<GatewayCallUp>.Unknown(ErrorTable.InvalidAnswer, "the answer holds no trade_no for this number"));
    }

    // A new app is told the open id alone, an old one the user's number.
    private static GatewayAnswer<string> ReadPayer(byte[] node) => WireBody.TryRead(node, AlipayJson.Default.OauthToken) switch
    {
        { UserId: { Length: > 0 } user } => new GatewayAnswer<string>.Done(user),
        { OpenId: { Length: > 0 } open } => new GatewayAnswer<string>.Done(open),
        _ => new GatewayAnswer<string>.Unknown(ErrorTable.InvalidAnswer, "the answer names no user"),
    };
}
