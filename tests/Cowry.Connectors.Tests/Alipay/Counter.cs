using Cowry.Domain.Payments;
using Cowry.Primitives;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Cowry.Connectors.Tests.Alipay;

/// <summary>A shop's counter and one customer with a phone of their own, who starts with 5000 yuan.</summary>
internal sealed class Counter
{
    public const long Start = 500_000;
    private static int customers;

    private readonly SandboxWorld world;
    private readonly ServiceProvider services;

    private Counter(SandboxWorld world, ServiceProvider services, GatewayAccount account) =>
        (this.world, this.services, Account, Customer) = (world, services, account, "diner" + Interlocked.Increment(ref customers));

    public GatewayAccount Account { get; }

    public string Customer { get; }

    public static async Task<Counter> OpenAsync(SandboxWorld world, ServiceProvider services, GatewayAccount account)
    {
        var counter = new Counter(world, services, account);
        await world.SetBalanceAsync(counter.Customer, Start);
        return counter;
    }

    public GatewayOrder Order(long fen = 1250) => Accounts.Order("🍜牛肉面 a/b") with
    {
        Amount = new Money(fen),
        NotifyUrl = world.NotifyUrlOf(Account),
        StoreNumber = "sto_1",
        TerminalId = "trm_1",
    };

    public async Task<GatewayQr> ShowAsync(GatewayOrder order) =>
        (await services.Gateway().ShowQrAsync(Account, order, default)).ShouldBeDone();

    public async Task<GatewayAnswer<GatewayPayment>> ScanAsync(GatewayOrder order) =>
        await services.Scanner().ScanCodeAsync(Account, order, await world.CodeAsync(Customer), default);

    public async Task<GatewayPayment> QueryAsync(GatewayOrder order) =>
        (await services.Gateway().QueryAsync(Account, order.Reference(), default)).ShouldBeDone();

    public Task<GatewayAnswer<GatewayClosed>> CloseAsync(GatewayOrder order) =>
        services.Gateway().CloseAsync(Account, order.Reference(), default);

    public Task<GatewayAnswer<GatewayReversal>> ReverseAsync(GatewayOrder order) =>
        services.Scanner().ReverseAsync(Account, order.Reference(), default);

    public Task<long> BalanceAsync() => world.BalanceAsync(Customer);

    /// <summary>A payment that the customer has made by showing a code.</summary>
    public async Task<GatewayOrder> PaidAsync(long fen = 1250)
    {
        var order = Order(fen);
        (await ScanAsync(order)).ShouldBeDone().State.ShouldBe(GatewayPaymentState.Paid);
        return order;
    }

    public Task<GatewayAnswer<GatewayRefund>> RefundAsync(GatewayRefundOrder refund) =>
        services.Refunds().RefundAsync(Account, refund, default);

    public Task<GatewayAnswer<GatewayRefund>> QueryAsync(GatewayRefundOrder refund) =>
        services.Refunds().QueryRefundAsync(Account, refund, default);

    /// <summary>A refund that is asked for now.</summary>
    public static GatewayRefundOrder Refund(GatewayOrder order, long fen) =>
        order.Refund(fen) with { Refund = new GatewayReference(GatewayNumber.New(order.SentAt), TimeProvider.System.GetUtcNow()) };
}
