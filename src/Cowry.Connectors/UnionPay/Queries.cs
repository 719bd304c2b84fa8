using Cowry.Domain.Payments;

namespace Cowry.Connectors.UnionPay;

/// <summary>
/// Asks about payments and refunds, each by its own number and time. <c>respCode</c> is about the question, <c>origRespCode</c> about the
/// transaction; 34 as <c>respCode</c> says that there is none.
/// </summary>
internal sealed class Queries(UnionPayCaller caller)
{
    private const string NoSuchTransaction = "34";

    public Task<GatewayAnswer<GatewayPayment>> PaymentAsync(
        UnionPayCredentials credentials, GatewayReference payment, CancellationToken cancel) =>
        caller.SendAsync<GatewayPayment>(credentials, Requests.Query(credentials, payment), genuine => genuine.RespCode switch
        {
            NoSuchTransaction => Done(new GatewayPayment(payment.Number, GatewayPaymentState.NotFound)),
            _ when ErrorTable.IsSuccess(genuine.RespCode) =>
                Done(OrigCode(credentials, payment, genuine.Message, "01") is { } code
                    ? TransactionReader.Payment(genuine.Message, payment.Number, code, payment.SentAt)
                    : null),
            _ => null,
        }, cancel);

    public Task<GatewayAnswer<GatewayRefund>> RefundAsync(
        UnionPayCredentials credentials, GatewayReference refund, CancellationToken cancel) =>
        caller.SendAsync<GatewayRefund>(credentials, Requests.Query(credentials, refund), genuine => genuine.RespCode switch
        {
            NoSuchTransaction => Done(new GatewayRefund(refund.Number, GatewayRefundState.NotFound)),
            _ when ErrorTable.IsSuccess(genuine.RespCode) =>
                Done(OrigCode(credentials, refund, genuine.Message, "04") is { } code
                    ? TransactionReader.Refund(genuine.Message, refund.Number, code, genuine.Message["origRespMsg"], refund.SentAt)
                    : null),
            _ => null,
        }, cancel);

    // The answer carries the type of the transaction; some samples leave the query's own 00 there.
    private static string? OrigCode(UnionPayCredentials credentials, GatewayReference reference, Message message, string type) =>
        message["orderId"] == reference.Number && TransactionReader.IsOurs(credentials, message) && message["txnType"] is var told
            && (told is null or "00" || told == type) && message["origRespCode"] is [_, _] code
            ? code
            : null;

    private static GatewayAnswer<T> Done<T>(T? value)
        where T : class =>
        value is null ? UnionPayCaller.Garbled<T>("the answer is no transaction of this number and merchant") : new GatewayAnswer<T>.Done(value);
}
