using Cowry.Domain.Payments;

namespace Cowry.Connectors.WeChatPay;

/// <summary>
/// Payments by the code that the customer shows (付款码), in v3: codepay and reverse. WeChat notifies none of them and closes none: they are
/// asked about, and undone by reversing.
/// </summary>
internal sealed class CodePayments(WeChatPayCaller caller, WeChatPayClient client) : IScanGateway
{
    private const int CodeLength = 18;

    /// <summary>18 digits that begin with 10 to 15.</summary>
    public bool Recognises(string code) =>
        code is { Length: CodeLength } && code[0] == '1' && code[1] is >= '0' and <= '5' && code.All(char.IsAsciiDigit);

    public Task<GatewayAnswer<GatewayPayment>> ScanCodeAsync(
        GatewayAccount account, GatewayOrder order, string code, CancellationToken cancel) =>
        caller.CallAsync<GatewayPayment>(account, "scan_code", async credentials =>
        {
            if (!Recognises(code))
                return new GatewayAnswer<GatewayPayment>.Rejected("gateway_payment_code_refused", "this is no payment code of WeChat Pay's");
            var body = WeChatPayOrders.CodeBody(credentials, order, code);
            var answer = await client.PostAsync(credentials, WeChatPayOrders.CodePath(credentials), body, cancel, Resend.IfNeverSent);
            return answer switch
            {
                WireAnswer.Genuine { Status: 202 } taken when SaysPayerIsBusy(taken.Body) => StillOpen(order.Number),
                WireAnswer.Refused refused => Refusal(order.Number, ErrorTable.Read(refused.Status, refused.Body)),
                _ => WeChatPayCaller.Read(answer, genuine => TransactionReader.Answer(credentials, order.Number, genuine.Body)),
            };
        });

    /// <summary>
    /// WeChat advises it from 15 s after the scan, and takes it for seven days; while the customer's password box is open it may be put off.
    /// Its v3 answer does not say whether money went back: the query afterwards finds the payment closed either way.
    /// </summary>
    public Task<GatewayAnswer<GatewayReversal>> ReverseAsync(GatewayAccount account, GatewayReference payment, CancellationToken cancel) =>
        caller.CallAsync<GatewayReversal>(account, "reverse", async credentials =>
        {
            var body = WeChatPayOrders.ReverseBody(credentials);
            var answer = await client.PostAsync(credentials, WeChatPayOrders.ReversePath(credentials, payment.Number), body, cancel);
            return answer switch
            {
                // The question was taken in, the payment is not undone yet.
                WireAnswer.Genuine { Status: 202 } => Reversal(again: true),
                WireAnswer.Genuine genuine => ReadReversal(payment.Number, genuine.Body),
                WireAnswer.Refused refused => Refusal(ErrorTable.Read(refused.Status, refused.Body)),
                _ => WeChatPayCaller.Read(answer, _ => Reversal(again: true)),
            };
        });

    // Seen as {"trade_state":"USERPAYING"}; the table of errors has it as a code.
    private static bool SaysPayerIsBusy(byte[] body) =>
        WireBody.TryRead(body, WireJson.Default.Transaction)?.TradeState == "USERPAYING"
        || WireBody.TryRead(body, WireJson.Default.WireError)?.Code is "USERPAYING" or "USER_PAYING";

    private static GatewayAnswer<GatewayPayment> StillOpen(string number) =>
        new GatewayAnswer<GatewayPayment>.Done(new GatewayPayment(number, GatewayPaymentState.Open));

    private static GatewayAnswer<GatewayPayment> Refusal(string number, WeChatPayProblem problem) => problem.Code switch
    {
        ErrorTable.PayerBusy => StillOpen(number),
        // These refuse the request and not the payment: an earlier one with this number got through, and may have taken the money.
        ErrorTable.OrderPaid or ErrorTable.NumberUsed => new GatewayAnswer<GatewayPayment>.Unknown(problem.Code, problem.Message),
        _ => problem.As<GatewayPayment>(),
    };

    private static GatewayAnswer<GatewayReversal> Refusal(WeChatPayProblem problem) => problem.Code switch
    {
        ErrorTable.PayerBusy => Reversal(again: true),
        // Closed or reversed before: what was asked for is so.
        ErrorTable.OrderClosed => Reversal(again: false),
        _ => problem.As<GatewayReversal>(),
    };

    private static GatewayAnswer<GatewayReversal> ReadReversal(string number, byte[] body)
    {
        var answer = WireBody.TryRead(body, WireJson.Default.ReverseOrderAnswer);
        return answer?.OutTradeNo == number
            ? Reversal(again: answer.Recall == "Y")
            : WeChatPayCaller.Garbled<GatewayReversal>("the answer is no reversal of this number");
    }

    private static GatewayAnswer<GatewayReversal> Reversal(bool again) =>
        new GatewayAnswer<GatewayReversal>.Done(new GatewayReversal(again, MoneyReturned: null));
}
