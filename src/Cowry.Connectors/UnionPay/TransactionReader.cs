using System.Globalization;
using Cowry.Domain.Payments;
using Cowry.Primitives;

namespace Cowry.Connectors.UnionPay;

/// <summary>Turns a verified message about a payment or a refund, from a query or from a notification, into what the slices understand.</summary>
internal static class TransactionReader
{
    private const int LongestAmount = 12;

    /// <summary>
    /// A payment whose transaction has this code. Null when the message says that money moved and not how much, or under which number of
    /// UnionPay's.
    /// </summary>
    public static GatewayPayment? Payment(Message message, string number, string code, DateTimeOffset sentAt)
    {
        var state = ErrorTable.StateOf(code);
        if (state != GatewayPaymentState.Paid)
            return new GatewayPayment(number, state);

        // Only a transaction has UnionPay's number. Should a query about a code that nobody has paid yet answer with the success of making the
        // code (no source says that it does not), this tells the two apart.
        if (message["queryId"] is not { } transaction)
            return new GatewayPayment(number, GatewayPaymentState.Open);
        return AmountOf(message) is { } amount
            ? new GatewayPayment(number, state, amount, transaction, WireTime.OfTrace(message["traceTime"], sentAt))
            : null;
    }

    /// <summary>A refund whose transaction has this code. Null when it says that it succeeded and not with how much.</summary>
    public static GatewayRefund? Refund(Message message, string number, string code, string? text, DateTimeOffset sentAt)
    {
        var amount = AmountOf(message);
        var transaction = message["queryId"];
        switch (ErrorTable.StateOf(code))
        {
            case GatewayPaymentState.Paid when code == "42":
                return new GatewayRefund(number, GatewayRefundState.Abnormal, amount, transaction, Trouble: $"{code}: {text}");
            case GatewayPaymentState.Paid:
                return amount is null || transaction is null
                    ? null
                    : new GatewayRefund(number, GatewayRefundState.Succeeded, amount, transaction, WireTime.OfTrace(message["traceTime"], sentAt));
            case GatewayPaymentState.Open:
                return new GatewayRefund(number, GatewayRefundState.Processing, amount, transaction);
            case GatewayPaymentState.NotFound:
                return new GatewayRefund(number, GatewayRefundState.NotFound);
            default:
                return new GatewayRefund(number, GatewayRefundState.Failed, amount, transaction, Trouble: $"{code}: {text}");
        }
    }

    /// <summary>Whether a message is about a transaction of this merchant; one platform's number stands for all its merchants.</summary>
    public static bool IsOurs(UnionPayCredentials credentials, Message message) =>
        message["merId"] == credentials.MerId
        && (message["subMerId"] is not { } subMerchant || subMerchant == credentials.SubMerchant?.Id);

    private static Money? AmountOf(Message message)
    {
        if (message["currencyCode"] is not (null or "156") || message["txnAmt"] is not { Length: <= LongestAmount } text)
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var fen) && fen > 0 ? new Money(fen) : null;
    }
}
