using Cowry.Domain.Payments;

namespace Cowry.Connectors.WeChatPay;

/// <summary>Refunds, in v3. WeChat takes one in at once and pays it out later; the number of the refund is its idempotency key.</summary>
internal sealed class Refunds(WeChatPayCaller caller, WeChatPayClient client) : IRefundGateway
{
    private const string Path = "/v3/refund/domestic/refunds";
    private const int ReasonBytes = 80;

    public Task<GatewayAnswer<GatewayRefund>> RefundAsync(GatewayAccount account, GatewayRefundOrder refund, CancellationToken cancel) =>
        caller.CallAsync<GatewayRefund>(account, "refund", async credentials =>
        {
            var answer = await client.PostAsync(credentials, Path, Body(credentials, refund), cancel);
            return answer is WireAnswer.Refused refused
                ? Refusal(ErrorTable.Read(refused.Status, refused.Body))
                : WeChatPayCaller.Read(answer, genuine => RefundReader.Answer(refund, genuine.Body));
        });

    public Task<GatewayAnswer<GatewayRefund>> QueryRefundAsync(
        GatewayAccount account, GatewayRefundOrder refund, CancellationToken cancel) =>
        caller.CallAsync<GatewayRefund>(account, "query_refund", async credentials =>
        {
            var answer = await client.GetAsync(credentials, QueryPath(credentials, refund.Refund.Number), cancel);
            return answer is WireAnswer.Refused { Status: 404 } refused
                && ErrorTable.Read(refused.Status, refused.Body).Code == ErrorTable.NotFound
                ? new GatewayAnswer<GatewayRefund>.Done(new GatewayRefund(refund.Refund.Number, GatewayRefundState.NotFound))
                : WeChatPayCaller.Read(answer, genuine => RefundReader.Answer(refund, genuine.Body));
        });

    private static string QueryPath(WeChatPayCredentials credentials, string number)
    {
        var path = $"{Path}/{Uri.EscapeDataString(number)}";
        return credentials.IsServiceProvider ? $"{path}?sub_mchid={credentials.SubMchid}" : path;
    }

    private static byte[] Body(WeChatPayCredentials credentials, GatewayRefundOrder refund) => WireBody.Of(new RefundRequest(
        credentials.SubMchid,
        refund.Payment.Number,
        refund.Refund.Number,
        OrderText.Fit(refund.Reason ?? "", ReasonBytes) is { Length: > 0 } reason ? reason : null,
        refund.NotifyUrl,
        new RefundRequestAmount(refund.Amount.Fen, refund.PaymentAmount.Fen, "CNY")));

    // The code of a payer without money here speaks of the merchant: its balance is to be filled up, then the same refund asked for again.
    private static GatewayAnswer<GatewayRefund> Refusal(WeChatPayProblem problem) =>
        (problem.Code == ErrorTable.NotEnoughMoney ? problem with { Code = "gateway_merchant_balance_short" } : problem).As<GatewayRefund>();
}
