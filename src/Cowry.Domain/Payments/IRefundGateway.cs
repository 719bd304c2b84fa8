using Cowry.Primitives;

namespace Cowry.Domain.Payments;

/// <summary>A wallet that sends money back to where it came from.</summary>
public interface IRefundGateway
{
    /// <summary>
    /// Asks for a refund. Repeating it with the same refund number and amount is safe and moves no second money. Unknown: repeat or query, never
    /// with another number. <c>Done</c> with <c>Processing</c>: taken in, query or be notified.
    /// </summary>
    Task<GatewayAnswer<GatewayRefund>> RefundAsync(GatewayAccount account, GatewayRefundOrder refund, CancellationToken cancel);

    /// <summary>How a refund stands. Rejected: the question was refused, which tells nothing about the refund.</summary>
    Task<GatewayAnswer<GatewayRefund>> QueryRefundAsync(GatewayAccount account, GatewayRefundOrder refund, CancellationToken cancel);
}

/// <summary>
/// A refund as it is asked for, all of it stored before the first call. <paramref name="Refund"/> holds our number of this refund, unique like a
/// payment's; <paramref name="PaymentAmount"/> is the whole payment, which WeChat Pay demands beside the part.
/// </summary>
public sealed record GatewayRefundOrder(
    GatewayReference Payment,
    Money PaymentAmount,
    GatewayReference Refund,
    Money Amount,
    string? Reason,
    string NotifyUrl);

/// <summary>How a refund stands at the gateway.</summary>
public enum GatewayRefundState
{
    Processing,
    Succeeded,

    /// <summary>Ended without money moving; the merchant keeps it. A new refund may be asked for, with a new number.</summary>
    Failed,

    /// <summary>The money left the merchant and could not reach the customer (a closed card, say): a person has to act at the gateway.</summary>
    Abnormal,

    /// <summary>The gateway has never heard of the number.</summary>
    NotFound,
}

/// <summary>
/// A refund as the gateway tells it. <paramref name="Amount"/> is this refund's alone, never the sum of several, and null where the gateway did
/// not say it. <paramref name="Trouble"/> is the gateway's own text for a refund that did not succeed.
/// </summary>
public sealed record GatewayRefund(
    string Number,
    GatewayRefundState State,
    Money? Amount = null,
    string? Transaction = null,
    DateTimeOffset? RefundedAt = null,
    string? Trouble = null);
