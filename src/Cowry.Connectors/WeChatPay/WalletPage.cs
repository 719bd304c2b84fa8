using Cowry.Domain.Payments;

namespace Cowry.Connectors.WeChatPay;

/// <summary>
/// Our page in WeChat's own browser: the official account tells who opened it, a JSAPI order is made for that person, and the page calls
/// the wallet up. The page is the account's own appid's: the merchant's, or in service-provider mode the provider's.
/// </summary>
internal sealed class WalletPage(WeChatPayCaller caller, WeChatPayClient client, OfficialAccount officialAccount, TimeProvider clock) : IWalletPage
{
    // WeCom (企业微信) and the mini programs' web view name themselves MicroMessenger too, and cannot pay from a page.
    private static readonly string[] NotTheWallet = ["wxwork", "miniProgram"];

    public bool Meets(string userAgent) =>
        userAgent.Contains("MicroMessenger", StringComparison.OrdinalIgnoreCase)
        && !NotTheWallet.Any(name => userAgent.Contains(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Null also when the account cannot be used; <see cref="OpenInWalletAsync"/> then says why.</summary>
    public string? AuthorizeUrl(GatewayAccount account, string returnUrl, string state) =>
        caller.Open(account, out _) is { AppSecret: not null } credentials
            ? officialAccount.AuthorizeUrl(credentials, returnUrl, state)
            : null;

    public Task<GatewayAnswer<string>> PayerAsync(
        GatewayAccount account, IReadOnlyDictionary<string, string> query, CancellationToken cancel) =>
        caller.CallAsync<string>(account, "payer", async credentials =>
        {
            if (credentials.AppSecret is not { } secret)
                return NotSetUp<string>();
            return query.TryGetValue("code", out var code) && !string.IsNullOrWhiteSpace(code)
                ? await officialAccount.PayerAsync(credentials, secret, code, cancel)
                : new GatewayAnswer<string>.Rejected(OfficialAccount.BeginAgain, "WeChat sent the customer back without a code");
        });

    /// <summary>WeChat comes back to the page by itself: <paramref name="returnUrl"/> is not needed.</summary>
    public Task<GatewayAnswer<GatewayCallUp>> OpenInWalletAsync(
        GatewayAccount account, GatewayOrder order, string? payer, string returnUrl, CancellationToken cancel) =>
        caller.CallAsync<GatewayCallUp>(account, "open_in_wallet", async credentials =>
        {
            if (string.IsNullOrEmpty(payer))
            {
                return credentials.AppSecret is null
                    ? NotSetUp<GatewayCallUp>()
                    : new GatewayAnswer<GatewayCallUp>.Rejected(
                        OfficialAccount.BeginAgain, "WeChat Pay opens an order in the wallet only for a known payer");
            }

            var body = WeChatPayOrders.JsapiBody(credentials, order, payer);
            var answer = await client.PostAsync(credentials, WeChatPayOrders.JsapiPath(credentials), body, cancel);
            return WeChatPayCaller.Read(answer, genuine => ReadCallUp(credentials, genuine.Body));
        });

    private GatewayAnswer<GatewayCallUp> ReadCallUp(WeChatPayCredentials credentials, byte[] body) =>
        WireBody.TryRead(body, WireJson.Default.JsapiOrderAnswer)?.PrepayId is { Length: > 0 } prepayId
            ? new GatewayAnswer<GatewayCallUp>.Done(CallUp.Weixin(credentials, prepayId, clock.GetUtcNow()))
            : WeChatPayCaller.Garbled<GatewayCallUp>("the answer holds no prepay_id");

    private static GatewayAnswer<T> NotSetUp<T>() => new GatewayAnswer<T>.Rejected(
        "gateway_page_not_set_up", "paying from a page in WeChat needs the official account's app_secret");
}
