using Cowry.Domain.Payments;

namespace Cowry.Connectors.UnionPay;

/// <summary>Payments by the code that a customer shows in a UnionPay or bank app.</summary>
internal sealed class CodePayments(UnionPayCaller caller, Queries queries)
{
    // 19 digits that start with 62: the shape of a bank card's number too, so it is neither stored nor logged.
    private const int CodeLength = 19;

    public static bool Recognises(string code) =>
        code.Length == CodeLength && code.StartsWith("62", StringComparison.Ordinal) && code.All(char.IsAsciiDigit);

    public Task<GatewayAnswer<GatewayPayment>> ScanCodeAsync(
        GatewayAccount account, GatewayOrder order, string code, CancellationToken cancel) =>
        caller.RunAsync<GatewayPayment>(account, "scan_code", credentials =>
        {
            if (!Recognises(code))
                return Task.FromResult<GatewayAnswer<GatewayPayment>>(new GatewayAnswer<GatewayPayment>.Rejected(
                    "gateway_payment_code_refused", "a UnionPay payment code is 19 digits that start with 62"));

            // 00 is no payment: it says that the order was taken in. 70 says that the payer is asked for something. Either way the query decides.
            return caller.SendAsync<GatewayPayment>(
                credentials,
                Requests.PaymentCode(credentials, order, code),
                genuine => ErrorTable.IsSuccess(genuine.RespCode) || genuine.RespCode == "70"
                    ? new GatewayAnswer<GatewayPayment>.Done(new GatewayPayment(order.Number, GatewayPaymentState.Open))
                    : null,
                cancel);
        });

    public Task<GatewayAnswer<GatewayReversal>> ReverseAsync(GatewayAccount account, GatewayReference payment, CancellationToken cancel) =>
        caller.RunAsync<GatewayReversal>(account, "reverse", async credentials =>
        {
            var wasSent = false;
            var answer = await caller.SendAsync<GatewayReversal>(
                credentials,
                Requests.Reversal(credentials, payment),
                genuine =>
                {
                    wasSent = genuine.RespCode == "12";
                    return genuine.RespCode switch
                    {
                        // Whether money went back is not said.
                        "00" or "A6" => Reversed(moneyReturned: null),
                        // UnionPay never had the payment.
                        "34" => Reversed(moneyReturned: false),
                        "45" => Reversed(moneyReturned: true),
                        _ => null,
                    };
                },
                cancel);
            return wasSent ? await WasReversedAsync(credentials, payment, answer, cancel) : answer;
        });

    // A repeat of a reversal whose answer was lost. The payment itself shows whether the first one counted.
    private async Task<GatewayAnswer<GatewayReversal>> WasReversedAsync(
        UnionPayCredentials credentials, GatewayReference payment, GatewayAnswer<GatewayReversal> unsure, CancellationToken cancel) =>
        await queries.PaymentAsync(credentials, payment, cancel) is
            GatewayAnswer<GatewayPayment>.Done { Value.State: GatewayPaymentState.Closed or GatewayPaymentState.NotFound }
            ? Reversed(moneyReturned: null)
            : unsure;

    private static GatewayAnswer<GatewayReversal>.Done Reversed(bool? moneyReturned) => new(new GatewayReversal(Again: false, moneyReturned));
}
