using Cowry.Domain.Payments;

namespace Cowry.Connectors.WeChatPay;

/// <summary>
/// WeChat Pay, API v3, for merchants and for service providers. Native orders (the customer scans our QR) and notifications are here; the
/// other ports are each a class of their own behind this door.
/// </summary>
internal sealed class WeChatPayGateway(
    WeChatPayCaller caller, WeChatPayClient client, CodePayments codes, Refunds refunds, WalletPage page, AccountCheck check)
    : IPaymentGateway, IScanGateway, IRefundGateway, IWalletPage
{
    public const string MethodName = "wechat_pay";

    public string Method => MethodName;

    public Task<GatewayAnswer<GatewayQr>> ShowQrAsync(GatewayAccount account, GatewayOrder order, CancellationToken cancel) =>
        caller.CallAsync<GatewayQr>(account, "show_qr", async credentials =>
        {
            var body = WeChatPayOrders.NativeBody(credentials, order);
            var answer = await client.PostAsync(credentials, WeChatPayOrders.NativePath(credentials), body, cancel);
            return WeChatPayCaller.Read(answer, genuine => ReadQr(genuine.Body));
        });

    public Task<GatewayAnswer<GatewayPayment>> QueryAsync(GatewayAccount account, GatewayReference payment, CancellationToken cancel) =>
        caller.CallAsync<GatewayPayment>(account, "query", async credentials =>
        {
            var answer = await client.GetAsync(credentials, WeChatPayOrders.QueryPath(credentials, payment.Number), cancel);
            if (answer is WireAnswer.Refused { Status: 404 } refused
                && ErrorTable.Read(refused.Status, refused.Body).Code == ErrorTable.OrderNotFound)
            {
                return new GatewayAnswer<GatewayPayment>.Done(new GatewayPayment(payment.Number, GatewayPaymentState.NotFound));
            }

            return WeChatPayCaller.Read(answer, genuine => TransactionReader.Answer(credentials, payment.Number, genuine.Body));
        });

    public Task<GatewayAnswer<GatewayClosed>> CloseAsync(GatewayAccount account, GatewayReference payment, CancellationToken cancel) =>
        caller.CallAsync<GatewayClosed>(account, "close", async credentials =>
        {
            var body = WeChatPayOrders.CloseBody(credentials);
            var answer = await client.PostAsync(credentials, WeChatPayOrders.ClosePath(credentials, payment.Number), body, cancel);
            return WeChatPayCaller.Read(answer, _ => new GatewayAnswer<GatewayClosed>.Done(new GatewayClosed()));
        });

    public GatewayAnswer<GatewayNews> ReadNotification(GatewayAccount account, GatewayNotification notification, DateTimeOffset now)
    {
        if (caller.Open(account, out var problem) is not { } credentials)
            return WeChatPayCaller.CredentialsInvalid<GatewayNews>(problem);
        var verdict = client.Verify(credentials, NotificationReader.SignatureOf(notification), notification.Body.Span, now);
        return NotificationReader.Refusal(verdict) ?? NotificationReader.Open(credentials, notification.Body.Span);
    }

    public ValueTask<GatewayAnswer<GatewayNews>> ReadNotificationAsync(
        GatewayAccount account, GatewayNotification notification, DateTimeOffset now, CancellationToken cancel) =>
        new(caller.CallAsync<GatewayNews>(account, "read_notification", async credentials =>
        {
            var signature = NotificationReader.SignatureOf(notification);
            var verdict = await client.VerifyAsync(credentials, signature, notification.Body, now, cancel);
            return NotificationReader.Refusal(verdict) ?? NotificationReader.Open(credentials, notification.Body.Span);
        }));

    public NotificationReply ReplyTo(bool accepted, string? problem) => NotificationReader.Reply(accepted, problem);

    public Task<IReadOnlyList<AccountFinding>> CheckAsync(GatewayAccount account, CancellationToken cancel) => check.RunAsync(account, cancel);

    public IReadOnlyDictionary<string, string[]> Validate(GatewayAccount account) => CredentialsReader.Read(account).Errors;

    public bool Recognises(string code) => codes.Recognises(code);

    public Task<GatewayAnswer<GatewayPayment>> ScanCodeAsync(
        GatewayAccount account, GatewayOrder order, string code, CancellationToken cancel) => codes.ScanCodeAsync(account, order, code, cancel);

    public Task<GatewayAnswer<GatewayReversal>> ReverseAsync(GatewayAccount account, GatewayReference payment, CancellationToken cancel) =>
        codes.ReverseAsync(account, payment, cancel);

    public Task<GatewayAnswer<GatewayRefund>> RefundAsync(GatewayAccount account, GatewayRefundOrder refund, CancellationToken cancel) =>
        refunds.RefundAsync(account, refund, cancel);

    public Task<GatewayAnswer<GatewayRefund>> QueryRefundAsync(
        GatewayAccount account, GatewayRefundOrder refund, CancellationToken cancel) => refunds.QueryRefundAsync(account, refund, cancel);

    public bool Meets(string userAgent) => page.Meets(userAgent);

    public string? AuthorizeUrl(GatewayAccount account, string returnUrl, string state) => page.AuthorizeUrl(account, returnUrl, state);

    public Task<GatewayAnswer<string>> PayerAsync(
        GatewayAccount account, IReadOnlyDictionary<string, string> query, CancellationToken cancel) => page.PayerAsync(account, query, cancel);

    public Task<GatewayAnswer<GatewayCallUp>> OpenInWalletAsync(
        GatewayAccount account, GatewayOrder order, string? payer, string returnUrl, CancellationToken cancel) =>
        page.OpenInWalletAsync(account, order, payer, returnUrl, cancel);

    private static GatewayAnswer<GatewayQr> ReadQr(byte[] body) =>
        WireBody.TryRead(body, WireJson.Default.NativeOrderAnswer)?.CodeUrl is { Length: > 0 } content
            ? new GatewayAnswer<GatewayQr>.Done(new GatewayQr(content))
            : WeChatPayCaller.Garbled<GatewayQr>("the answer holds no code_url");
}
