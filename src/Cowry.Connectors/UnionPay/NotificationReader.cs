using Cowry.Domain.Payments;

namespace Cowry.Connectors.UnionPay;

/// <summary>
/// What a notification says, and what UnionPay is answered. Its own samples for QR products query before they book a 00 or A6; the signature is
/// verified and amount and number are in the message, so it is told as it stands here, and whoever wants the second opinion may query.
/// </summary>
internal static class NotificationReader
{
    public const string NotAPayment = "not_a_payment";
    private const string SignatureInvalid = "gateway_signature_invalid";
    private const string Unreadable = "gateway_notification_unreadable";
    private const string OtherMerchant = "the notification names no transaction of this merchant";

    public static GatewayAnswer<GatewayNews> Read(UnionPayCredentials credentials, GatewayNotification notification, DateTimeOffset now)
    {
        if (MessageParser.TryReadForm(notification.Body.Span) is not { } message)
            return No(Unreadable, "the notification is not in UnionPay's shape");
        var verdict = MessageVerifier.Verify(message, credentials.Trust, now);
        if (verdict != Verdict.Genuine)
            return No(SignatureInvalid, $"the notification's signature: {verdict}");
        if (!TransactionReader.IsOurs(credentials, message) || message["orderId"] is not { } number || message["respCode"] is not [_, _] code)
            return No(Unreadable, OtherMerchant);

        var sentAt = WireTime.Read(message["txnTime"]) ?? now;
        return message["txnType"] switch
        {
            "01" => Payment(TransactionReader.Payment(message, number, code, sentAt)),
            "04" => Refund(TransactionReader.Refund(message, number, code, message["respMsg"], sentAt)),
            var other => No(NotAPayment, $"the notification is about txnType {other}"),
        };
    }

    /// <summary>
    /// 200 for taken, whatever the body. Anything else makes UnionPay repeat, five times at most: right for what a repeat may mend, so what is
    /// genuine but neither payment nor refund counts as taken.
    /// </summary>
    public static NotificationReply Reply(bool accepted, string? problem)
    {
        if (accepted || problem == NotAPayment)
            return new NotificationReply(200, "text/plain", "ok");
        return new NotificationReply(problem == SignatureInvalid ? 401 : 400, null, null);
    }

    private static GatewayAnswer<GatewayNews> Payment(GatewayPayment? payment) => payment is null
        ? No(Unreadable, OtherMerchant)
        : new GatewayAnswer<GatewayNews>.Done(new GatewayNews.OfPayment(payment));

    private static GatewayAnswer<GatewayNews> Refund(GatewayRefund? refund) => refund is null
        ? No(Unreadable, OtherMerchant)
        : new GatewayAnswer<GatewayNews>.Done(new GatewayNews.OfRefund(refund));

    private static GatewayAnswer<GatewayNews> No(string code, string message) => new GatewayAnswer<GatewayNews>.Rejected(code, message);
}
