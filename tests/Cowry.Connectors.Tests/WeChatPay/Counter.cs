using Cowry.Domain.Payments;
using Cowry.Primitives;
using Shouldly;

namespace Cowry.Connectors.Tests.WeChatPay;

/// <summary>A shop's counter and one customer with a phone of their own, who starts with 1000 yuan.</summary>
internal sealed class Counter
{
    public const long Start = 100_000;
    private static int customers;

    private readonly SandboxWorld world;

    private Counter(SandboxWorld world, IPaymentGateway gateway, GatewayAccount account)
    {
        (this.world, Gateway, Account) = (world, gateway, account);
        Customer = "customer" + Interlocked.Increment(ref customers);
    }

    public IPaymentGateway Gateway { get; }

    public IScanGateway Scanner => (IScanGateway)Gateway;

    public IRefundGateway Refunds => (IRefundGateway)Gateway;

    public GatewayAccount Account { get; }

    public string Customer { get; }

    public static async Task<Counter> OpenAsync(
        SandboxWorld world, IPaymentGateway gateway, string mode = "merchant", string verification = "public_key") =>
        new(world, gateway, await world.OpenAccountAsync(mode, verification));

    public GatewayOrder Order(long fen = 1250) => Accounts.Order("🍜牛肉面") with
    {
        Amount = new Money(fen),
        NotifyUrl = world.UnreadUrl,
        StoreNumber = "sto_1",
        TerminalId = "trm_1",
        PayerIp = "203.0.113.7",
    };

    public Task<string> CodeAsync() => world.CodeAsync(Customer);

    public Task<long> BalanceAsync() => world.BalanceAsync(Customer);

    public Task<GatewayAnswer<GatewayPayment>> ScanAsync(GatewayOrder order, string code) =>
        Scanner.ScanCodeAsync(Account, order, code, default);

    public async Task<GatewayAnswer<GatewayPayment>> ScanAsync(GatewayOrder order) => await ScanAsync(order, await CodeAsync());

    public async Task<GatewayPayment> QueryAsync(GatewayOrder order) =>
        (await Gateway.QueryAsync(Account, order.Reference(), default)).ShouldBeDone();

    public Task<GatewayAnswer<GatewayReversal>> ReverseAsync(GatewayOrder order) =>
        Scanner.ReverseAsync(Account, order.Reference(), default);

    /// <summary>A payment that the customer has made by showing a code.</summary>
    public async Task<GatewayOrder> PaidAsync(long fen = 1250)
    {
        var order = Order(fen);
        (await ScanAsync(order)).ShouldBeDone().State.ShouldBe(GatewayPaymentState.Paid);
        return order;
    }

    public Task<GatewayAnswer<GatewayRefund>> RefundAsync(GatewayRefundOrder refund) => Refunds.RefundAsync(Account, refund, default);

    public Task<GatewayAnswer<GatewayRefund>> QueryAsync(GatewayRefundOrder refund) =>
        Refunds.QueryRefundAsync(Account, refund, default);

    /// <summary>Asks until the refund is no longer processing; fails when that takes 20 seconds.</summary>
    public async Task<GatewayRefund> EndedAsync(GatewayRefundOrder refund)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var told = (await QueryAsync(refund)).ShouldBeDone();
            if (told.State != GatewayRefundState.Processing)
                return told;
            await Task.Delay(5, limit.Token);
        }
    }
}
