using Cowry.Domain.Payments;

namespace Cowry.Connectors.UnionPay;

/// <summary>
/// A page opened in the browser of a UnionPay or bank app. The merchant product has no way to ask who the customer is and needs none: the page
/// posts a signed form, and UnionPay's own page goes on from there.
/// </summary>
internal sealed class WalletPage(UnionPayCaller caller, UnionPayClient client)
{
    // UnionPay/1.0 CloudPay, and the same with the names of banks' apps.
    public static bool Meets(string userAgent) => userAgent.Contains("UnionPay/", StringComparison.OrdinalIgnoreCase);

    public static Task<GatewayAnswer<string>> PayerAsync() => Task.FromResult<GatewayAnswer<string>>(
        new GatewayAnswer<string>.Rejected("gateway_payer_unknown", "UnionPay is paid without asking who pays"));

    public Task<GatewayAnswer<GatewayCallUp>> OpenAsync(GatewayAccount account, GatewayOrder order, string returnUrl) =>
        caller.RunAsync<GatewayCallUp>(account, "open_in_wallet", credentials =>
        {
            // Nothing is sent from here: UnionPay hears of the order when the customer's browser posts it.
            var request = Requests.WapForm(credentials, order, returnUrl);
            var form = new GatewayCallUp.Form(
                client.AddressOf(credentials, request.Page).AbsoluteUri, RequestSigner.Sign(credentials, request));
            return Task.FromResult<GatewayAnswer<GatewayCallUp>>(new GatewayAnswer<GatewayCallUp>.Done(form));
        });
}
