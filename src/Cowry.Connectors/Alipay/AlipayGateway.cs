using Cowry.Domain.Payments;

namespace Cowry.Connectors.Alipay;

/// <summary>
/// Alipay, by its v2 gateway (forms in, JSON out), for merchants and for service providers, with a public key or with certificates: codes
/// shown and scanned, orders in the wallet's own browser, refunds.
/// </summary>
internal sealed class AlipayGateway : IPaymentGateway, IScanGateway, IRefundGateway, IWalletPage
{
    public const string MethodName = "alipay";

    private readonly CredentialsCache<AlipayCredentials> accounts = new(CredentialsReader.Read);
    private readonly AccountCheck check;
    private readonly Trades trades;
    private readonly CodePayments codes;
    private readonly Refunds refunds;
    private readonly WalletPage page;

    public AlipayGateway(AlipayClient client, AccountCheck check, AlipayOptions options, TimeProvider clock)
    {
        this.check = check;
        trades = new Trades(client);
        codes = new CodePayments(client, trades, options, clock);
        refunds = new Refunds(client, options, clock);
        page = new WalletPage(client, options);
    }

    public string Method => MethodName;

    public Task<GatewayAnswer<GatewayQr>> ShowQrAsync(GatewayAccount account, GatewayOrder order, CancellationToken cancel) =>
        CallAsync(account, "show_qr", credentials => trades.ShowQrAsync(credentials, order, cancel));

    public Task<GatewayAnswer<GatewayPayment>> QueryAsync(GatewayAccount account, GatewayReference payment, CancellationToken cancel) =>
        CallAsync(account, "query", credentials => trades.QueryAsync(credentials, payment.Number, cancel));

    public Task<GatewayAnswer<GatewayClosed>> CloseAsync(GatewayAccount account, GatewayReference payment, CancellationToken cancel) =>
        CallAsync(account, "close", credentials => trades.CloseAsync(credentials, payment.Number, cancel));

    public bool Recognises(string code) => PaymentCode.Is(code);

    public Task<GatewayAnswer<GatewayPayment>> ScanCodeAsync(
        GatewayAccount account, GatewayOrder order, string code, CancellationToken cancel) =>
        CallAsync(account, "scan_code", credentials => codes.ScanCodeAsync(credentials, order, code, cancel));

    public Task<GatewayAnswer<GatewayReversal>> ReverseAsync(GatewayAccount account, GatewayReference payment, CancellationToken cancel) =>
        CallAsync(account, "reverse", credentials => codes.ReverseAsync(credentials, payment, cancel));

    public Task<GatewayAnswer<GatewayRefund>> RefundAsync(GatewayAccount account, GatewayRefundOrder refund, CancellationToken cancel) =>
        CallAsync(account, "refund", credentials => refunds.RefundAsync(credentials, refund, cancel));

    public Task<GatewayAnswer<GatewayRefund>> QueryRefundAsync(
        GatewayAccount account, GatewayRefundOrder refund, CancellationToken cancel) =>
        CallAsync(account, "query_refund", credentials => refunds.QueryRefundAsync(credentials, refund, cancel));

    public bool Meets(string userAgent) => WalletPage.Meets(userAgent);

    public string? AuthorizeUrl(GatewayAccount account, string returnUrl, string state) =>
        accounts.Open(account, out _) is { } credentials ? page.AuthorizeUrl(credentials, returnUrl, state) : null;

    public Task<GatewayAnswer<string>> PayerAsync(
        GatewayAccount account, IReadOnlyDictionary<string, string> query, CancellationToken cancel) =>
        CallAsync(account, "payer", credentials => page.PayerAsync(credentials, query, cancel));

    /// <summary>Alipay comes back to the page by itself: <paramref name="returnUrl"/> is not needed.</summary>
    public Task<GatewayAnswer<GatewayCallUp>> OpenInWalletAsync(
        GatewayAccount account, GatewayOrder order, string? payer, string returnUrl, CancellationToken cancel) =>
        CallAsync(account, "open_in_wallet", credentials => page.OpenAsync(credentials, order, payer, cancel));

    public GatewayAnswer<GatewayNews> ReadNotification(GatewayAccount account, GatewayNotification notification, DateTimeOffset now) =>
        accounts.Open(account, out var problem) is { } credentials
            ? NotificationReader.Read(credentials, notification.Body.Span)
            : CredentialsInvalid<GatewayNews>(problem);

    public ValueTask<GatewayAnswer<GatewayNews>> ReadNotificationAsync(
        GatewayAccount account, GatewayNotification notification, DateTimeOffset now, CancellationToken cancel) =>
        new(CallAsync(account, "read_notification", credentials =>
            Task.FromResult(NotificationReader.Read(credentials, notification.Body.Span))));

    public NotificationReply ReplyTo(bool accepted, string? problem) => NotificationReader.Reply(accepted, problem);

    public Task<IReadOnlyList<AccountFinding>> CheckAsync(GatewayAccount account, CancellationToken cancel) => check.RunAsync(account, cancel);

    public IReadOnlyDictionary<string, string[]> Validate(GatewayAccount account) => CredentialsReader.Read(account).Errors;

    private static GatewayAnswer<T> CredentialsInvalid<T>(string problem) =>
        new GatewayAnswer<T>.Rejected("gateway_credentials_invalid", problem);

    private Task<GatewayAnswer<T>> CallAsync<T>(
        GatewayAccount account, string operation, Func<AlipayCredentials, Task<GatewayAnswer<T>>> call) =>
        ConnectorTelemetry.MeasureAsync(MethodName, operation, () => accounts.Open(account, out var problem) is { } credentials
            ? call(credentials)
            : Task.FromResult(CredentialsInvalid<T>(problem)));
}
