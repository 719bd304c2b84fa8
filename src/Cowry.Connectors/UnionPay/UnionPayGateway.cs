using Cowry.Domain.Payments;

namespace Cowry.Connectors.UnionPay;

/// <summary>
/// UnionPay's QR product over ACP 5.1.0, for merchants and for platforms. Codes that the customer scans and notifications are here; the other
/// ports are each a class of their own behind this door.
/// </summary>
internal sealed class UnionPayGateway(
    UnionPayCaller caller, Queries queries, CodePayments codes, Refunds refunds, WalletPage page, AccountCheck check)
    : IPaymentGateway, IScanGateway, IRefundGateway, IWalletPage
{
    public string Method => UnionPayCaller.MethodName;

    public Task<GatewayAnswer<GatewayQr>> ShowQrAsync(GatewayAccount account, GatewayOrder order, CancellationToken cancel) =>
        caller.RunAsync<GatewayQr>(account, "show_qr", credentials => caller.SendAsync<GatewayQr>(
            credentials,
            Requests.Qr(credentials, order),
            genuine => genuine.RespCode switch
            {
                "00" or "A6" => genuine.Message["qrCode"] is { } content
                    ? new GatewayAnswer<GatewayQr>.Done(new GatewayQr(content))
                    : UnionPayCaller.Garbled<GatewayQr>("the answer holds no qrCode"),
                // The number has a code already, whose answer was lost, and UnionPay does not tell it again: nobody has seen that code, and a
                // repeat would be refused for ever. So this is a no, and the cashier begins anew at once.
                "12" => new GatewayAnswer<GatewayQr>.Rejected(ErrorTable.NumberUsed, $"12: {genuine.Message["respMsg"]}"),
                _ => null,
            },
            cancel));

    public Task<GatewayAnswer<GatewayPayment>> QueryAsync(GatewayAccount account, GatewayReference payment, CancellationToken cancel) =>
        caller.RunAsync<GatewayPayment>(account, "query", credentials => queries.PaymentAsync(credentials, payment, cancel));

    /// <summary>
    /// Asks nothing of UnionPay and answers <c>Done</c>. ACP cannot close an unpaid code: it dies at the <c>payTimeout</c> that it was made with,
    /// which is the order's own expiry. The messages that look like a close are none. A reversal (99/01) is meant for payment codes (01/06) and
    /// would take the money back from a customer who has just paid; a cancel (31/00) undoes paid transactions only. Refusing instead would keep
    /// the payment open for ever, since an unpaid code is "no such transaction" (34) to a query before and after its end alike. No money is lost
    /// by a <c>Done</c>: it promises nothing, a query follows it, and until the code is dead and well after it the payment is asked about and
    /// notifications are taken, so that what a customer pays by a code that is off the screen is booked as late money.
    /// </summary>
    public Task<GatewayAnswer<GatewayClosed>> CloseAsync(GatewayAccount account, GatewayReference payment, CancellationToken cancel) =>
        caller.RunAsync<GatewayClosed>(account, "close", _ =>
            Task.FromResult<GatewayAnswer<GatewayClosed>>(new GatewayAnswer<GatewayClosed>.Done(new GatewayClosed())));

    public GatewayAnswer<GatewayNews> ReadNotification(GatewayAccount account, GatewayNotification notification, DateTimeOffset now) =>
        caller.Open(account, out var problem) is { } credentials
            ? NotificationReader.Read(credentials, notification, now)
            : UnionPayCaller.CredentialsInvalid<GatewayNews>(problem);

    public NotificationReply ReplyTo(bool accepted, string? problem) => NotificationReader.Reply(accepted, problem);

    public Task<IReadOnlyList<AccountFinding>> CheckAsync(GatewayAccount account, CancellationToken cancel) => check.RunAsync(account, cancel);

    public IReadOnlyDictionary<string, string[]> Validate(GatewayAccount account) => CredentialsReader.Read(account).Errors;

    public bool Recognises(string code) => CodePayments.Recognises(code);

    public Task<GatewayAnswer<GatewayPayment>> ScanCodeAsync(
        GatewayAccount account, GatewayOrder order, string code, CancellationToken cancel) => codes.ScanCodeAsync(account, order, code, cancel);

    public Task<GatewayAnswer<GatewayReversal>> ReverseAsync(GatewayAccount account, GatewayReference payment, CancellationToken cancel) =>
        codes.ReverseAsync(account, payment, cancel);

    public Task<GatewayAnswer<GatewayRefund>> RefundAsync(GatewayAccount account, GatewayRefundOrder refund, CancellationToken cancel) =>
        refunds.RefundAsync(account, refund, cancel);

    public Task<GatewayAnswer<GatewayRefund>> QueryRefundAsync(
        GatewayAccount account, GatewayRefundOrder refund, CancellationToken cancel) => refunds.QueryRefundAsync(account, refund, cancel);

    public bool Meets(string userAgent) => WalletPage.Meets(userAgent);

    public string? AuthorizeUrl(GatewayAccount account, string returnUrl, string state) => null;

    public Task<GatewayAnswer<string>> PayerAsync(
        GatewayAccount account, IReadOnlyDictionary<string, string> query, CancellationToken cancel) => WalletPage.PayerAsync();

    public Task<GatewayAnswer<GatewayCallUp>> OpenInWalletAsync(
        GatewayAccount account, GatewayOrder order, string? payer, string returnUrl, CancellationToken cancel) =>
        page.OpenAsync(account, order, returnUrl);
}
