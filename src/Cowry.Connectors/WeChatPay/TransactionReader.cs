using Cowry.Domain.Payments;
using Cowry.Primitives;

namespace Cowry.Connectors.WeChatPay;

/// <summary>Turns a transaction, from a query or from a notification, into what the payments slice understands.</summary>
internal static class TransactionReader
{
    /// <summary>The answer to a call about one payment; it must be that payment.</summary>
    public static GatewayAnswer<GatewayPayment> Answer(WeChatPayCredentials credentials, string number, byte[] body) =>
        TryRead(credentials, body) is { } payment && payment.Number == number
            ? new GatewayAnswer<GatewayPayment>.Done(payment)
            : WeChatPayCaller.Garbled<GatewayPayment>("the answer is no transaction of this number and merchant");

    /// <summary>Null when the bytes are no transaction, or one that contradicts itself or belongs to another merchant.</summary>
    public static GatewayPayment? TryRead(WeChatPayCredentials credentials, ReadOnlySpan<byte> body)
    {
        var transaction = WireBody.TryRead(body, WireJson.Default.Transaction);
        if (transaction is not { OutTradeNo: { Length: > 0 } number } || !IsOurs(credentials, transaction))
            return null;
        return StateOf(transaction.TradeState) switch
        {
            null => null,
            GatewayPaymentState.Paid => Paid(number, transaction),
            { } state => new GatewayPayment(number, state),
        };
    }

    private static GatewayPayment? Paid(string number, Transaction transaction)
    {
        if (transaction is not { TransactionId: { Length: > 0 } id, Amount: { Total: { } total and > 0, Currency: null or "CNY" } })
            return null;
        return new GatewayPayment(
            number,
            GatewayPaymentState.Paid,
            new Money(total),
            id,
            transaction.SuccessTime?.ToUniversalTime(),
            transaction.Payer?.Openid ?? transaction.Payer?.SubOpenid ?? transaction.Payer?.SpOpenid,
            transaction.BankType);
    }

    // One service provider's key signs for all its merchants: whose payment it is stands in the transaction alone.
    private static bool IsOurs(WeChatPayCredentials credentials, Transaction transaction) => credentials.IsServiceProvider
        ? transaction.SpMchid == credentials.Mchid && transaction.SubMchid == credentials.SubMchid
        : transaction.Mchid == credentials.Mchid;

    private static GatewayPaymentState? StateOf(string? tradeState) => tradeState switch
    {
        // REFUND: the money came, and some or all of it has started on its way back.
        "SUCCESS" or "REFUND" => GatewayPaymentState.Paid,
        "NOTPAY" or "USERPAYING" or "ACCEPT" => GatewayPaymentState.Open,
        "CLOSED" or "REVOKED" or "PAYERROR" => GatewayPaymentState.Closed,
        _ => null,
    };
}
