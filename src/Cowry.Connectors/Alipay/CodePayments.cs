using Cowry.Domain.Payments;

namespace Cowry.Connectors.Alipay;

/// <summary>Payments by the code that the customer shows: pay and cancel.</summary>
internal sealed class CodePayments(AlipayClient client, Trades trades, AlipayOptions options, TimeProvider clock)
{
    private const string PayerBusy = "10003";

    public async Task<GatewayAnswer<GatewayPayment>> ScanCodeAsync(
        AlipayCredentials credentials, GatewayOrder order, string code, CancellationToken cancel)
    {
        if (!PaymentCode.Is(code))
            return new GatewayAnswer<GatewayPayment>.Rejected(ErrorTable.PaymentCodeRefused, "this is no payment code of Alipay's");
        var answer = await client.CallAsync(credentials, TradeOrders.Pay(credentials, order, code), cancel);
        if (answer is AlipayAnswer.Spoken { Status.Code: PayerBusy })
            return new GatewayAnswer<GatewayPayment>.Done(new GatewayPayment(order.Number, GatewayPaymentState.Open));
        // Alipay may take a success back, and asks to confirm it. The other two refuse the request and not the payment: an earlier one with
        // this number got through, and may have taken the money.
        return answer is AlipayAnswer.Spoken { Status.IsSuccess: true } || answer.Refusal is ErrorTable.OrderPaid or ErrorTable.NumberUsed
            ? await ConfirmAsync(credentials, order.Number, answer.Refusal, cancel)
            : answer.Refuse<GatewayPayment>();
    }

    /// <summary>
    /// Cancels. When Alipay has seen no trade of this number, a payment that was sent a moment ago may still be on its way: as long as that
    /// can be, the cancel has to be repeated before it counts.
    /// </summary>
    public async Task<GatewayAnswer<GatewayReversal>> ReverseAsync(
        AlipayCredentials credentials, GatewayReference payment, CancellationToken cancel)
    {
        var answer = await client.CallAsync(credentials, TradeOrders.Cancel(payment.Number), cancel);
        return answer.SignedRefusal switch
        {
            ErrorTable.OrderNotFound => Unseen(payment),
            // Closed before: what was asked for is so.
            ErrorTable.OrderClosed => Reversal(again: false, null),
            _ => answer.Read(spoken => ReadCancel(payment, spoken.Node)),
        };
    }

    private async Task<GatewayAnswer<GatewayPayment>> ConfirmAsync(
        AlipayCredentials credentials, string number, string? refusal, CancellationToken cancel)
    {
        var asked = await trades.QueryAsync(credentials, number, cancel);
        if (asked is GatewayAnswer<GatewayPayment>.Done { Value.State: not GatewayPaymentState.NotFound })
            return asked;
        // Two answers that do not agree, or no second one: the caller asks on.
        return new GatewayAnswer<GatewayPayment>.Unknown(
            refusal ?? "gateway_not_decided", "Alipay's answer to the payment is not confirmed by its answer to a query");
    }

    private GatewayAnswer<GatewayReversal> ReadCancel(GatewayReference payment, byte[] node)
    {
        var cancelled = WireBody.TryRead(node, AlipayJson.Default.CancelAnswer);
        if (cancelled is null || (cancelled.OutTradeNo is not null && cancelled.OutTradeNo != payment.Number))
            return new GatewayAnswer<GatewayReversal>.Unknown(ErrorTable.InvalidAnswer, "the answer is no cancel of this number");
        if (cancelled.RetryFlag == "Y")
            return Reversal(again: true, null);
        return cancelled.Action switch
        {
            "close" => Reversal(again: false, moneyReturned: false),
            "refund" => Reversal(again: false, moneyReturned: true),
            null or "" => Unseen(payment),
            _ => new GatewayAnswer<GatewayReversal>.Unknown(ErrorTable.InvalidAnswer, $"the cancel did what is not known here: {cancelled.Action}"),
        };
    }

    private GatewayAnswer<GatewayReversal> Unseen(GatewayReference payment) =>
        clock.GetUtcNow() - payment.SentAt < options.UnseenPayment ? Reversal(again: true, null) : Reversal(again: false, moneyReturned: false);

    private static GatewayAnswer<GatewayReversal> Reversal(bool again, bool? moneyReturned) =>
        new GatewayAnswer<GatewayReversal>.Done(new GatewayReversal(again, moneyReturned));
}
