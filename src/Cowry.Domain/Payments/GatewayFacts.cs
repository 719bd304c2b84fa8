using Cowry.Primitives;

namespace Cowry.Domain.Payments;

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
/// <paramref name="SentAt"/> is stored with the intent and the same in every repeat: UnionPay knows a payment by number and time together.
/// <paramref name="PayerIp"/> is the address of whoever asks (the terminal, for a QR at the counter); WeChat Pay takes store and terminal
/// only together with it. <paramref name="StoreNumber"/> is at most 32 characters.
/// </summary>
public sealed record GatewayOrder(
    string Number,
    DateTimeOffset SentAt,
    Money Amount,
    string Description,
    DateTimeOffset ExpiresAt,
    string NotifyUrl,
    string? StoreName,
    string? TerminalId,
    string? StoreNumber = null,
    string? PayerIp = null);

/// <summary>
/// A payment or a refund that was sent before: our number, the moment stored with it (<see cref="GatewayOrder.SentAt"/>), and the gateway's own
/// number where it is known already.
/// </summary>
public sealed record GatewayReference(string Number, DateTimeOffset SentAt, string? Transaction = null);

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

/// <summary>What a notification is about.</summary>
public abstract record GatewayNews
{
    private GatewayNews()
    {
    }

    public sealed record OfPayment(GatewayPayment Payment) : GatewayNews;

    public sealed record OfRefund(GatewayRefund Refund) : GatewayNews;
}

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
