namespace Cowry.Domain.Payments;

/// <summary>A wallet that opens our page in its own browser and pays from it: behind one QR for every wallet, a printed code, a diner's page.</summary>
public interface IWalletPage
{
    /// <summary>Whether a browser's User-Agent is this wallet's.</summary>
    bool Meets(string userAgent);

    /// <summary>
    /// Where to send the browser to learn who pays, silently and without a form; it comes back to <paramref name="returnUrl"/> with what
    /// <see cref="PayerAsync"/> reads. Null when the wallet needs no identity first.
    /// </summary>
    string? AuthorizeUrl(GatewayAccount account, string returnUrl, string state);

    /// <summary>The payer's id at the wallet, from the query with which the browser came back. Rejected: the customer has to begin again.</summary>
    Task<GatewayAnswer<string>> PayerAsync(GatewayAccount account, IReadOnlyDictionary<string, string> query, CancellationToken cancel);

    /// <summary>Opens the order for this payer and answers with what the page does to call the wallet up.</summary>
    Task<GatewayAnswer<GatewayCallUp>> OpenInWalletAsync(
        GatewayAccount account, GatewayOrder order, string? payer, string returnUrl, CancellationToken cancel);
}

/// <summary>What a page does to call the wallet up.</summary>
public abstract record GatewayCallUp
{
    private GatewayCallUp()
    {
    }

    /// <summary><c>WeixinJSBridge.invoke('getBrandWCPayRequest', parameters)</c>.</summary>
    public sealed record Weixin(IReadOnlyDictionary<string, string> Parameters) : GatewayCallUp;

    /// <summary><c>AlipayJSBridge.call('tradePay', {tradeNO})</c>.</summary>
    public sealed record AlipayTrade(string TradeNumber) : GatewayCallUp;

    /// <summary>A form that the page posts by itself.</summary>
    public sealed record Form(string Url, IReadOnlyDictionary<string, string> Fields) : GatewayCallUp;

    /// <summary>A page of the wallet that the browser goes to.</summary>
    public sealed record Page(string Url) : GatewayCallUp;
}
