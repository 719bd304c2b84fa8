using Cowry.Primitives;

namespace Cowry.Domain.Payments;

/// <summary>
/// A wallet as the payments slice sees it. One implementation per wallet, in Cowry.Connectors. Every call to the outside answers with a
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
    Task<GatewayAnswer<GatewayPayment>> QueryAsync(GatewayAccount account, string number, CancellationToken cancel);

    /// <summary>Asks the gateway to take no more money for a number. <c>Done</c> does not prove that none was taken: query after it.</summary>
    Task<GatewayAnswer<GatewayClosed>> CloseAsync(GatewayAccount account, string number, CancellationToken cancel);

    /// <summary>
    /// Verifies and decrypts a notification. Rejected means forged, stale or unreadable; the caller answers it as
    /// <see cref="NotificationReply"/> says and changes nothing.
    /// </summary>
    GatewayAnswer<GatewayPayment> ReadNotification(GatewayAccount account, GatewayNotification notification, DateTimeOffset now);

    /// <summary>
    /// As <see cref="ReadNotification"/>, and first fetches the gateway's key when the notification names one that is not at hand (WeChat
    /// Pay's certificates after a start or a change of key). It answers well within the time that gateways wait for.
    /// </summary>
    ValueTask<GatewayAnswer<GatewayPayment>> ReadNotificationAsync(
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

/// <summary>
/// A merchant's own contract with a gateway, opened for use. <paramref name="Version"/> grows with every change, so that a connector may
/// keep parsed keys under (id, version). Settings and secrets are the connector's own names, see its credentials record.
/// </summary>
public sealed record GatewayAccount(
    PaymentAccountId Id,
    int Version,
    IReadOnlyDictionary<string, string> Settings,
    IReadOnlyDictionary<string, string> Secrets);

/// <summary>
/// What is asked of the gateway. <paramref name="Number"/> is ours at the gateway: 8–32 letters and digits, unique for ever.
/// <paramref name="PayerIp"/> is the address of whoever asks (the terminal, for a QR at the counter); WeChat Pay takes store and terminal
/// only together with it. <paramref name="StoreNumber"/> is at most 32 characters.
/// </summary>
public sealed record GatewayOrder(
    string Number,
    Money Amount,
    string Description,
    DateTimeOffset ExpiresAt,
    string NotifyUrl,
    string? StoreName,
    string? TerminalId,
    string? StoreNumber = null,
    string? PayerIp = null);

/// <summary>The text to draw as a QR.</summary>
public sealed record GatewayQr(string Content);

public sealed record GatewayClosed;

/// <summary>How a payment stands at the gateway.</summary>
public enum GatewayPaymentState
{
    /// <summary>Known and unpaid; it may still be paid.</summary>
    Open,
    Paid,
    Closed,

    /// <summary>The gateway has never heard of the number.</summary>
    NotFound,
}

/// <summary>
/// A payment as the gateway tells it. Amount, transaction and time are set once it is paid. <paramref name="Amount"/> is what the order was
/// for, before the wallet's coupons, and must equal ours.
/// </summary>
public sealed record GatewayPayment(
    string Number,
    GatewayPaymentState State,
    Money? Amount = null,
    string? Transaction = null,
    DateTimeOffset? PaidAt = null,
    string? Payer = null,
    string? Bank = null);

/// <summary>A notification as it came in: header names are case-insensitive, the body is byte for byte what was signed.</summary>
public sealed record GatewayNotification(IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body);

public sealed record NotificationReply(int Status, string? ContentType, string? Body);

public enum FindingLevel
{
    Warning,
    Error,
}

/// <summary>One thing that a check found: a stable code, and a sentence in each language that says what to do.</summary>
public sealed record AccountFinding(FindingLevel Level, string Code, string Chinese, string English);

/// <summary>How a call to a gateway ended.</summary>
public abstract record GatewayAnswer<T>
{
    private GatewayAnswer()
    {
    }

    public sealed record Done(T Value) : GatewayAnswer<T>;

    /// <summary>The gateway understood and said no; asking again with the same values will not help.</summary>
    public sealed record Rejected(string Code, string Message) : GatewayAnswer<T>;

    /// <summary>Nobody knows: no answer, a broken one, an unsigned one, a server error, too many requests. Neither success nor failure.</summary>
    public sealed record Unknown(string Code, string Message) : GatewayAnswer<T>;
}
