using Cowry.Domain.Payments;

namespace Cowry.Connectors.Alipay;

/// <summary>Codes that are shown, and what becomes of any trade: precreate, query, close.</summary>
internal sealed class Trades(AlipayClient client)
{
    /// <summary>
    /// Alipay may refuse a second precreate with the same number (<c>APPLY_PC_MERCHANT_CODE_ERROR</c>). That is Rejected, as
    /// <c>gateway_number_used</c>: the first code was never shown to anybody, since it is asked for again only when its answer was lost, so no
    /// money can come by it, and asking further would never bring one. A new payment, with a new number, is what helps.
    /// </summary>
    public async Task<GatewayAnswer<GatewayQr>> ShowQrAsync(AlipayCredentials credentials, GatewayOrder order, CancellationToken cancel)
    {
        var answer = await client.CallAsync(credentials, TradeOrders.Precreate(credentials, order), cancel);
        return answer.Read<GatewayQr>(spoken =>
            WireBody.TryRead(spoken.Node, AlipayJson.Default.PrecreateAnswer) is { QrCode: { Length: > 0 } content } made
                && (made.OutTradeNo is null || made.OutTradeNo == order.Number)
                ? new GatewayAnswer<GatewayQr>.Done(new GatewayQr(content))
                : new GatewayAnswer<GatewayQr>.Unknown(ErrorTable.InvalidAnswer, "the answer holds no qr_code for this number"));
    }

    /// <summary>NotFound: never sent, or a code that nobody has scanned yet, of which Alipay makes a trade only then.</summary>
    public async Task<GatewayAnswer<GatewayPayment>> QueryAsync(AlipayCredentials credentials, string number, CancellationToken cancel)
    {
        var answer = await client.CallAsync(credentials, TradeOrders.Query(number), cancel);
        return answer.SignedRefusal == ErrorTable.OrderNotFound
            ? new GatewayAnswer<GatewayPayment>.Done(new GatewayPayment(number, GatewayPaymentState.NotFound))
            : answer.Read(spoken => TradeReader.Answer(number, spoken.Node));
    }

    /// <summary>
    /// Closes an unpaid trade. A code that nobody has scanned has no trade that could be closed, and Alipay knows no way to call the code
    /// back: Done is said for it too, because nothing more can be done and the caller may give the payment up. Until the order's own end,
    /// which precreate was told, a customer who still has the code on the screen can pay by it; then the money comes late, with its
    /// notification, and is found by the queries after the end. (Cancel is no better here: it finds no trade either, and would send back
    /// money that arrived in between unseen.) A trade that is paid is not closed: Rejected, and the query says what it is.
    /// </summary>
    public async Task<GatewayAnswer<GatewayClosed>> CloseAsync(AlipayCredentials credentials, string number, CancellationToken cancel)
    {
        var answer = await client.CallAsync(credentials, TradeOrders.Close(number), cancel);
        return answer.SignedRefusal is ErrorTable.OrderNotFound or ErrorTable.OrderClosed
            ? new GatewayAnswer<GatewayClosed>.Done(new GatewayClosed())
            : answer.Read(_ => new GatewayAnswer<GatewayClosed>.Done(new GatewayClosed()));
    }
}
