using Cowry.Domain.Payments;

namespace Cowry.Connectors.Alipay;

/// <summary>
/// Refunds: Alipay decides one in its answer and notifies none that can be relied on. The number of the refund is its idempotency key.
/// </summary>
internal sealed class Refunds(AlipayClient client, AlipayOptions options, TimeProvider clock)
{
    private const int ReasonBytes = 256;

    public async Task<GatewayAnswer<GatewayRefund>> RefundAsync(
        AlipayCredentials credentials, GatewayRefundOrder refund, CancellationToken cancel)
    {
        var answer = await client.CallAsync(credentials, Request(refund), cancel);
        if (answer.SignedRefusal is ErrorTable.OrderClosed or ErrorTable.WrongState)
            return await RepeatedAsync(credentials, refund, answer, cancel);
        if (answer is not AlipayAnswer.Spoken { Status.IsSuccess: true } spoken)
            return answer.Refuse<GatewayRefund>();
        var moved = WireBody.TryRead(spoken.Node, AlipayJson.Default.RefundAnswer);
        if (moved is null || (moved.OutTradeNo is not null && moved.OutTradeNo != refund.Payment.Number))
            return new GatewayAnswer<GatewayRefund>.Unknown(ErrorTable.InvalidAnswer, "the answer is no refund of this payment");
        // Its refund_fee is the sum of all refunds of the trade, and no amount of this one.
        return moved.FundChange == "Y"
            ? Succeeded(refund, null, moved.GmtRefundPay)
            : await UnmovedAsync(credentials, refund, cancel);
    }

    public async Task<GatewayAnswer<GatewayRefund>> QueryRefundAsync(
        AlipayCredentials credentials, GatewayRefundOrder refund, CancellationToken cancel)
    {
        var question = new RefundQuestion(refund.Payment.Number, refund.Refund.Number);
        var call = new AlipayCall("alipay.trade.fastpay.refund.query", WireBody.Of(question, WireBody.Json.RefundQuestion));
        var answer = await client.CallAsync(credentials, call, cancel);
        return answer.Read(spoken => ReadState(refund, spoken.Node));
    }

    private static AlipayCall Request(GatewayRefundOrder refund) => new("alipay.trade.refund", WireBody.Of(
        new RefundRequest(
            refund.Payment.Number,
            AlipayText.Yuan(refund.Amount),
            refund.Refund.Number,
            AlipayText.Fit(refund.Reason, ReasonBytes)),
        WireBody.Json.RefundRequest));

    // A trade that is refunded in full is closed: a repeat of the very refund that closed it may be told so.
    private async Task<GatewayAnswer<GatewayRefund>> RepeatedAsync(
        AlipayCredentials credentials, GatewayRefundOrder refund, AlipayAnswer refusal, CancellationToken cancel)
    {
        var asked = await QueryRefundAsync(credentials, refund, cancel);
        return asked switch
        {
            GatewayAnswer<GatewayRefund>.Done { Value.State: GatewayRefundState.NotFound } => refusal.Refuse<GatewayRefund>(),
            GatewayAnswer<GatewayRefund>.Rejected => refusal.Refuse<GatewayRefund>(),
            _ => asked,
        };
    }

    // fund_change N: nothing moved by this call. It may be a repeat of a refund that is done, or one that is not decided.
    private async Task<GatewayAnswer<GatewayRefund>> UnmovedAsync(
        AlipayCredentials credentials, GatewayRefundOrder refund, CancellationToken cancel) =>
        await QueryRefundAsync(credentials, refund, cancel) is GatewayAnswer<GatewayRefund>.Done { Value.State: GatewayRefundState.Succeeded } done
            ? done
            : new GatewayAnswer<GatewayRefund>.Done(new GatewayRefund(refund.Refund.Number, GatewayRefundState.Processing));

    private GatewayAnswer<GatewayRefund> ReadState(GatewayRefundOrder refund, byte[] node)
    {
        var number = refund.Refund.Number;
        var state = WireBody.TryRead(node, AlipayJson.Default.RefundState);
        if (state is null
            || (state.OutTradeNo is not null && state.OutTradeNo != refund.Payment.Number)
            || (state.OutRequestNo is not null && state.OutRequestNo != number))
        {
            return new GatewayAnswer<GatewayRefund>.Unknown(ErrorTable.InvalidAnswer, "the answer is not about this refund");
        }

        if (state.RefundStatus == "REFUND_SUCCESS")
            return Succeeded(refund, state.RefundAmount, state.GmtRefundPay);
        if (!string.IsNullOrEmpty(state.RefundStatus) || AlipayText.MoneyOf(state.RefundAmount) is { IsPositive: true })
            return new GatewayAnswer<GatewayRefund>.Done(new GatewayRefund(number, GatewayRefundState.Processing));
        return clock.GetUtcNow() - refund.Refund.SentAt < options.UnseenRefund
            ? new GatewayAnswer<GatewayRefund>.Unknown("gateway_not_decided", "Alipay does not show the refund yet")
            : new GatewayAnswer<GatewayRefund>.Done(new GatewayRefund(number, GatewayRefundState.NotFound));
    }

    private static GatewayAnswer<GatewayRefund> Succeeded(GatewayRefundOrder refund, string? amount, string? at) =>
        new GatewayAnswer<GatewayRefund>.Done(new GatewayRefund(
            refund.Refund.Number, GatewayRefundState.Succeeded, AlipayText.MoneyOf(amount), RefundedAt: AlipayText.TimeOf(at)));
}
