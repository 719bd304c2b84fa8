using Cowry.Domain.Payments;

namespace Cowry.Connectors.WeChatPay;

/// <summary>WeChat Pay, API v3: Native orders (the customer scans our QR), for merchants and for service providers.</summary>
internal sealed class WeChatPayGateway(WeChatPayClient client, AccountCheck check) : IPaymentGateway
{
    public const string MethodName = "wechat_pay";

    private readonly CredentialsCache accounts = new();

    public string Method => MethodName;

    public Task<GatewayAnswer<GatewayQr>> ShowQrAsync(GatewayAccount account, GatewayOrder order, CancellationToken cancel) =>
        CallAsync<GatewayQr>(account, "show_qr", async credentials =>
        {
            var body = WeChatPayOrders.NativeBody(credentials, order);
            var answer = await client.PostAsync(credentials, WeChatPayOrders.NativePath(credentials), body, cancel);
            return Read(answer, genuine => ReadQr(genuine.Body));
        });

    public Task<GatewayAnswer<GatewayPayment>> QueryAsync(GatewayAccount account, GatewayReference payment, CancellationToken cancel) =>
        CallAsync<GatewayPayment>(account, "query", async credentials =>
        {
            var answer = await client.GetAsync(credentials, WeChatPayOrders.QueryPath(credentials, payment.Number), cancel);
            if (answer is WireAnswer.Refused { Status: 404 } refused
                && ErrorTable.Read(refused.Status, refused.Body).Code == "gateway_order_not_found")
            {
                return new GatewayAnswer<GatewayPayment>.Done(new GatewayPayment(payment.Number, GatewayPaymentState.NotFound));
            }

            return Read(answer, genuine => ReadPayment(credentials, payment.Number, genuine.Body));
        });

    public Task<GatewayAnswer<GatewayClosed>> CloseAsync(GatewayAccount account, GatewayReference payment, CancellationToken cancel) =>
        CallAsync<GatewayClosed>(account, "close", async credentials =>
        {
            var body = WeChatPayOrders.CloseBody(credentials);
            var answer = await client.PostAsync(credentials, WeChatPayOrders.ClosePath(credentials, payment.Number), body, cancel);
            return Read(answer, _ => new GatewayAnswer<GatewayClosed>.Done(new GatewayClosed()));
        });

    public GatewayAnswer<GatewayNews> ReadNotification(GatewayAccount account, GatewayNotification notification, DateTimeOffset now)
    {
        if (accounts.Open(account, out var problem) is not { } credentials)
            return CredentialsInvalid<GatewayNews>(problem);
        var verdict = client.Verify(credentials, NotificationReader.SignatureOf(notification), notification.Body.Span, now);
        return NotificationReader.Refusal(verdict) ?? NotificationReader.Open(credentials, notification.Body.Span);
    }

    public ValueTask<GatewayAnswer<GatewayNews>> ReadNotificationAsync(
        GatewayAccount account, GatewayNotification notification, DateTimeOffset now, CancellationToken cancel) =>
        new(CallAsync<GatewayNews>(account, "read_notification", async credentials =>
        {
            var signature = NotificationReader.SignatureOf(notification);
            var verdict = await client.VerifyAsync(credentials, signature, notification.Body, now, cancel);
            return NotificationReader.Refusal(verdict) ?? NotificationReader.Open(credentials, notification.Body.Span);
        }));

    public NotificationReply ReplyTo(bool accepted, string? problem) => NotificationReader.Reply(accepted, problem);

    public Task<IReadOnlyList<AccountFinding>> CheckAsync(GatewayAccount account, CancellationToken cancel) => check.RunAsync(account, cancel);

    public IReadOnlyDictionary<string, string[]> Validate(GatewayAccount account) => CredentialsReader.Read(account).Errors;

    private static GatewayAnswer<GatewayQr> ReadQr(byte[] body) =>
        WireBody.TryRead(body, WireJson.Default.NativeOrderAnswer)?.CodeUrl is { Length: > 0 } content
            ? new GatewayAnswer<GatewayQr>.Done(new GatewayQr(content))
            : Garbled<GatewayQr>("the answer holds no code_url");

    private static GatewayAnswer<GatewayPayment> ReadPayment(WeChatPayCredentials credentials, string number, byte[] body) =>
        TransactionReader.TryRead(credentials, body) is { } payment && payment.Number == number
            ? new GatewayAnswer<GatewayPayment>.Done(payment)
            : Garbled<GatewayPayment>("the answer is no transaction of this number and merchant");

    private static GatewayAnswer<T> Read<T>(WireAnswer answer, Func<WireAnswer.Genuine, GatewayAnswer<T>> read)
    {
        switch (answer)
        {
            // 202: taken in, not decided; WeChat says to repeat or to query.
            case WireAnswer.Genuine { Status: 202 }:
                return new GatewayAnswer<T>.Unknown("gateway_not_decided", "WeChat Pay has not decided yet");
            case WireAnswer.Genuine genuine:
                return read(genuine);
            case WireAnswer.Refused refused:
                return ErrorTable.Read(refused.Status, refused.Body).As<T>();
            default:
                var (code, message) = ErrorTable.Of((WireAnswer.Broken)answer);
                return new GatewayAnswer<T>.Unknown(code, message);
        }
    }

    private static GatewayAnswer<T> Garbled<T>(string message) => new GatewayAnswer<T>.Unknown("gateway_invalid_answer", message);

    private static GatewayAnswer<T> CredentialsInvalid<T>(string problem) =>
        new GatewayAnswer<T>.Rejected("gateway_credentials_invalid", problem);

    private Task<GatewayAnswer<T>> CallAsync<T>(
        GatewayAccount account, string operation, Func<WeChatPayCredentials, Task<GatewayAnswer<T>>> call) =>
        ConnectorTelemetry.MeasureAsync(MethodName, operation, () => accounts.Open(account, out var problem) is { } credentials
            ? call(credentials)
            : Task.FromResult(CredentialsInvalid<T>(problem)));
}
