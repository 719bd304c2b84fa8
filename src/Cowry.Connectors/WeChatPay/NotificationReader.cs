using Cowry.Domain.Payments;

namespace Cowry.Connectors.WeChatPay;

/// <summary>What a notification says, and what WeChat is answered.</summary>
internal static class NotificationReader
{
    public const string NotAPayment = "not_a_payment";
    private const string PaymentEvent = "TRANSACTION.SUCCESS";
    private const string SignatureInvalid = "gateway_signature_invalid";
    private const string Stale = "gateway_timestamp_stale";
    private const string Unreadable = "gateway_notification_unreadable";

    public static MessageSignature SignatureOf(GatewayNotification notification) => new(
        Header(notification, MessageSignature.TimestampHeader),
        Header(notification, MessageSignature.NonceHeader),
        Header(notification, MessageSignature.SignatureHeader),
        Header(notification, MessageSignature.SerialHeader));

    /// <summary>Null when the notification is genuine.</summary>
    public static GatewayAnswer<GatewayNews>? Refusal(Verdict verdict) => verdict switch
    {
        Verdict.Genuine => null,
        Verdict.Stale => No(Stale, "the notification was signed too long ago, or ahead of our clock"),
        Verdict.Unsigned => No(SignatureInvalid, "the notification is not signed"),
        Verdict.UnknownKey => No(SignatureInvalid, "the notification is signed by a key that is not known here"),
        _ => No(SignatureInvalid, "the notification's signature is wrong"),
    };

    /// <summary>Opens a notification that was found genuine.</summary>
    public static GatewayAnswer<GatewayNews> Open(WeChatPayCredentials credentials, ReadOnlySpan<byte> body)
    {
        if (WireBody.TryRead(body, WireJson.Default.Notification) is not { EventType: { } eventType } notification)
            return No(Unreadable, "the notification is not in WeChat Pay's shape");
        if (eventType != PaymentEvent && OutcomeOf(eventType) is null)
            return No(NotAPayment, $"the notification is about {eventType}");
        if (notification.Resource is not { } resource || ResourceCipher.TryOpen(credentials.ApiV3Key, resource) is not { } plain)
            return No(Unreadable, "the notification does not open with the account's API v3 key");
        return OutcomeOf(eventType) is { } outcome ? OfRefund(credentials, outcome, plain) : OfPayment(credentials, plain);
    }

    /// <summary>
    /// 204 for taken. Anything else makes WeChat repeat, up to 15 times in a day: right for what a repeat may mend, so what is genuine but
    /// neither payment nor refund counts as taken.
    /// </summary>
    public static NotificationReply Reply(bool accepted, string? problem)
    {
        if (accepted || problem == NotAPayment)
            return new NotificationReply(204, null, null);
        var status = problem is SignatureInvalid or Stale ? 401 : 400;
        var body = WireBody.Of(new NotificationRefusal("FAIL", problem ?? "not accepted"));
        return new NotificationReply(status, "application/json", body);
    }

    private static GatewayAnswer<GatewayNews> OfPayment(WeChatPayCredentials credentials, byte[] plain) =>
        TransactionReader.TryRead(credentials, plain) is { State: GatewayPaymentState.Paid } payment
            ? new GatewayAnswer<GatewayNews>.Done(new GatewayNews.OfPayment(payment))
            : No(Unreadable, "the notification names no paid transaction of this merchant");

    private static GatewayAnswer<GatewayNews> OfRefund(WeChatPayCredentials credentials, string outcome, byte[] plain) =>
        RefundReader.TryRead(credentials, outcome, plain) is { } refund
            ? new GatewayAnswer<GatewayNews>.Done(new GatewayNews.OfRefund(refund))
            : No(Unreadable, "the notification names no such refund of this merchant");

    /// <summary>What the resource of a refund's notification calls its <c>refund_status</c>; null for a notification of another kind.</summary>
    private static string? OutcomeOf(string eventType) => eventType switch
    {
        "REFUND.SUCCESS" => "SUCCESS",
        "REFUND.ABNORMAL" => "ABNORMAL",
        "REFUND.CLOSED" => "CLOSED",
        _ => null,
    };

    private static string? Header(GatewayNotification notification, string name)
    {
        if (notification.Headers.TryGetValue(name, out var value))
            return value;
        foreach (var header in notification.Headers)
        {
            if (string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase))
                return header.Value;
        }

        return null;
    }

    private static GatewayAnswer<GatewayNews> No(string code, string message) =>
        new GatewayAnswer<GatewayNews>.Rejected(code, message);
}
