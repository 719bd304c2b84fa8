using Cowry.Domain.Payments;
using Shouldly;

namespace Cowry.Connectors.Tests;

/// <summary>A shop's counter and one customer with a phone of their own, who starts with 5000 yuan. A wallet's tests add what it is asked for.</summary>
internal abstract class ShopCounter(RunningSandbox world, IPaymentGateway gateway, GatewayAccount account)
{
    public const long Start = 500_000;
    private static int customers;

    public IPaymentGateway Gateway => gateway;

    public IScanGateway Scanner => (IScanGateway)gateway;

    public IRefundGateway Refunds => (IRefundGateway)gateway;

    public GatewayAccount Account => account;

    public string Customer { get; } = "customer" + Interlocked.Increment(ref customers);

    public abstract GatewayOrder Order(long fen = 1250);

    public Task<string> CodeAsync() => world.CodeAsync(Customer);

    public Task<long> BalanceAsync() => world.BalanceAsync(Customer);

    public async Task<GatewayQr> ShowAsync(GatewayOrder order) => (await gateway.ShowQrAsync(account, order, default)).ShouldBeDone();

    public Task<GatewayAnswer<GatewayPayment>> ScanAsync(GatewayOrder order, string code) =>
        Scanner.ScanCodeAsync(account, order, code, default);

    public async Task<GatewayAnswer<GatewayPayment>> ScanAsync(GatewayOrder order) => await ScanAsync(order, await CodeAsync());

    public async Task<GatewayPayment> QueryAsync(GatewayOrder order) =>
        (await gateway.QueryAsync(account, order.Reference(), default)).ShouldBeDone();

    public Task<GatewayAnswer<GatewayClosed>> CloseAsync(GatewayOrder order) => gateway.CloseAsync(account, order.Reference(), default);

    public Task<GatewayAnswer<GatewayReversal>> ReverseAsync(GatewayOrder order) =>
        Scanner.ReverseAsync(account, order.Reference(), default);

    /// <summary>A payment that the customer has made by showing a code.</summary>
    public async Task<GatewayOrder> PaidAsync(long fen = 1250)
    {
        var order = Order(fen);
        (await ScanAsync(order)).ShouldBeDone().State.ShouldBe(GatewayPaymentState.Paid);
        return order;
    }

    public Task<GatewayAnswer<GatewayRefund>> RefundAsync(GatewayRefundOrder refund) => Refunds.RefundAsync(account, refund, default);

    public Task<GatewayAnswer<GatewayRefund>> QueryAsync(GatewayRefundOrder refund) => Refunds.QueryRefundAsync(account, refund, default);

    /// <summary>Asks until the refund has an end; fails when that takes 20 seconds.</summary>
    public async Task<GatewayRefund> EndedAsync(GatewayRefundOrder refund)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            if (await QueryAsync(refund) is GatewayAnswer<GatewayRefund>.Done({ State: not GatewayRefundState.Processing } ended))
                return ended;
            await Task.Delay(5, limit.Token);
        }
    }
}

internal static class Orders
{
    public static GatewayReference Reference(this GatewayOrder order) => new(order.Number, order.SentAt);
}
