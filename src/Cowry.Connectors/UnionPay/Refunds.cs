using Cowry.Domain.Payments;

namespace Cowry.Connectors.UnionPay;

/// <summary>
/// Refunds (04/00): several to a payment, in parts, within 30 days for certain. The same-day cancel (31/00) is not used: it knows only whole
/// payments and gives the customer nothing that a refund does not.
/// </summary>
internal sealed class Refunds(UnionPayCaller caller, Queries queries)
{
    public Task<GatewayAnswer<GatewayRefund>> RefundAsync(GatewayAccount account, GatewayRefundOrder refund, CancellationToken cancel) =>
        caller.RunAsync<GatewayRefund>(account, "refund", async credentials =>
        {
            var repeated = false;
            var answer = await caller.SendAsync<GatewayRefund>(
                credentials,
                Requests.Refund(credentials, refund),
                genuine =>
                {
                    // 12: this number was sent before. 45: the payment has been given back, perhaps by this very refund, whose answer was lost.
                    repeated = genuine.RespCode is "12" or "45";
                    return ErrorTable.IsSuccess(genuine.RespCode) ? Taken(refund, genuine.Message) : null;
                },
                cancel);
            return repeated ? await SentBeforeAsync(credentials, refund, answer, cancel) : answer;
        });

    public Task<GatewayAnswer<GatewayRefund>> QueryRefundAsync(
        GatewayAccount account, GatewayRefundOrder refund, CancellationToken cancel) =>
        caller.RunAsync<GatewayRefund>(account, "query_refund", credentials => queries.RefundAsync(credentials, refund.Refund, cancel));

    // 00 is "taken in"; the query or the notification says how it ended.
    private static GatewayAnswer<GatewayRefund>.Done Taken(GatewayRefundOrder refund, Message message) => new(
        new GatewayRefund(refund.Refund.Number, GatewayRefundState.Processing, refund.Amount, message["queryId"]));

    /// <summary>
    /// Looks for this refund under its own number. UnionPay writes a refund down before it counts it, so where a 45 meets no such refund, the
    /// payment was given back by another: the refusal stands. A 12 without a refund contradicts itself and stays undecided.
    /// </summary>
    private async Task<GatewayAnswer<GatewayRefund>> SentBeforeAsync(
        UnionPayCredentials credentials, GatewayRefundOrder refund, GatewayAnswer<GatewayRefund> refusal, CancellationToken cancel)
    {
        var found = await queries.RefundAsync(credentials, refund.Refund, cancel);
        return found switch
        {
            GatewayAnswer<GatewayRefund>.Done { Value.State: GatewayRefundState.NotFound } => refusal,
            GatewayAnswer<GatewayRefund>.Done => found,
            GatewayAnswer<GatewayRefund>.Unknown => found,
            // That the question was refused tells nothing about the refund.
            GatewayAnswer<GatewayRefund>.Rejected(var code, var message) => new GatewayAnswer<GatewayRefund>.Unknown(code, message),
            _ => refusal,
        };
    }
}
