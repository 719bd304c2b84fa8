using Cowry.Domain.Payments;

namespace Cowry.Connectors.Alipay;

/// <summary>Turns a trade, from a query or from a notification, into what the payments slice understands.</summary>
internal static class TradeReader
{
    /// <summary>The answer of a query about <paramref name="number"/>.</summary>
    public static GatewayAnswer<GatewayPayment> Answer(string number, byte[] node) =>
        WireBody.TryRead(node, AlipayJson.Default.Trade) is { } trade && trade.OutTradeNo == number && TryRead(trade) is { } payment
            ? new GatewayAnswer<GatewayPayment>.Done(payment)
            : new GatewayAnswer<GatewayPayment>.Unknown(ErrorTable.InvalidAnswer, "the answer is no trade of this number");

    /// <summary>Null when it is no trade, or one that contradicts itself.</summary>
    public static GatewayPayment? TryRead(Trade trade)
    {
        if (trade.OutTradeNo is not { Length: > 0 } number)
            return null;
        return trade.TradeStatus switch
        {
            "WAIT_BUYER_PAY" => new GatewayPayment(number, GatewayPaymentState.Open),
            // FINISHED: paid, and too long ago to be refunded.
            "TRADE_SUCCESS" or "TRADE_FINISHED" => Paid(number, trade),
            // Never paid, or paid and given back in full, by a refund or by our own cancel: either way nothing is left with the merchant and
            // nothing will come. Whoever has booked the payment before knows which; to whoever has not, it must not look like money.
            "TRADE_CLOSED" => new GatewayPayment(number, GatewayPaymentState.Closed),
            _ => null,
        };
    }

    /// <summary>One source of money is worth naming; several are not one bank.</summary>
    public static string? BankOf(IReadOnlyList<FundBill>? bills) =>
        bills is [var bill] ? bill.BankCode ?? bill.FundChannel : null;

    private static GatewayPayment? Paid(string number, Trade trade)
    {
        if (trade.TradeNo is not { Length: > 0 } id || AlipayText.MoneyOf(trade.TotalAmount) is not { IsPositive: true } amount)
            return null;
        return new GatewayPayment(
            number,
            GatewayPaymentState.Paid,
            amount,
            id,
            AlipayText.TimeOf(trade.SendPayDate),
            // A new app is told the open id alone, an old one the user's number, some both.
            NotEmpty(trade.BuyerUserId) ?? NotEmpty(trade.BuyerOpenId),
            BankOf(trade.FundBillList));
    }

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
