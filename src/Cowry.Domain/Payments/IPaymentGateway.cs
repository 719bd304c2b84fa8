namespace Cowry.Domain.Payments;

/// <summary>
/// A wallet as the payments slice sees it. One implementation per wallet, in Cowry.Connectors; what not every wallet can do is a port beside
/// this one that the same class implements: <see cref="IScanGateway"/>, <see cref="IRefundGateway"/>, <see cref="IWalletPage"/>. Every call to the outside answers with a
/// <see cref="GatewayAnswer{T}"/> and throws only for cancellation by the caller: a gateway that misbehaves is an answer, not an exception.
/// </summary>
public interface IPaymentGateway
{
    /// <summary>The wire name of the method: <c>wechat_pay</c>.</summary>
    string Method { get; }

    /// <summary>Asks for the text of a QR that the customer scans. Repeating it with the same values is safe and gives a fresh code.</summary>
    Task<GatewayAnswer<GatewayQr>> ShowQrAsync(GatewayAccount account, GatewayOrder order, CancellationToken cancel);

    /// <summary>
    /// What the gateway believes about one of our numbers. Rejected means that the question was refused (credentials, say): it tells nothing
    /// about the payment.
    /// </summary>
    Task<GatewayAnswer<GatewayPayment>> QueryAsync(GatewayAccount account, GatewayReference payment, CancellationToken cancel);

    /// <summary>Asks the gateway to take no more money for a number. <c>Done</c> does not prove that none was taken: query after it.</summary>
    Task<GatewayAnswer<GatewayClosed>> CloseAsync(GatewayAccount account, GatewayReference payment, CancellationToken cancel);

    /// <summary>
    /// Verifies and decrypts a notification. Rejected means forged, stale or unreadable; the caller answers it as
    /// <see cref="NotificationReply"/> says and changes nothing.
    /// </summary>
    GatewayAnswer<GatewayNews> ReadNotification(GatewayAccount account, GatewayNotification notification, DateTimeOffset now);

    /// <summary>
    /// As <see cref="ReadNotification"/>, and first fetches the gateway's key when the notification names one that is not at hand (WeChat
    /// Pay's certificates after a start or a change of key). It answers well within the time that gateways wait for.
    /// </summary>
    ValueTask<GatewayAnswer<GatewayNews>> ReadNotificationAsync(
        GatewayAccount account, GatewayNotification notification, DateTimeOffset now, CancellationToken cancel) =>
        new(ReadNotification(account, notification, now));

    /// <summary>
    /// The body and status that tell the gateway that its notification was taken, or was not; <paramref name="problem"/> is the code of the
    /// refusal. A genuine notification of another kind (<c>not_a_payment</c>) is answered as taken, since a repeat would change nothing.
    /// </summary>
    NotificationReply ReplyTo(bool accepted, string? problem);

    /// <summary>Tries the account's credentials against the gateway and says in plain words what is wrong; empty when all is well.</summary>
    Task<IReadOnlyList<AccountFinding>> CheckAsync(GatewayAccount account, CancellationToken cancel);

    /// <summary>Looks at the shape of settings and secrets without asking the gateway; keyed by field, empty when they may be saved.</summary>
    IReadOnlyDictionary<string, string[]> Validate(GatewayAccount account);
}
