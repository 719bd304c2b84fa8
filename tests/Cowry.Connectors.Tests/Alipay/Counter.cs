using Cowry.Domain.Payments;
using Cowry.Primitives;
using Microsoft.Extensions.DependencyInjection;

namespace Cowry.Connectors.Tests.Alipay;

/// <summary>The counter of a shop that takes Alipay.</summary>
internal sealed class Counter : ShopCounter
{
    private readonly RunningSandbox world;

    private Counter(RunningSandbox world, IPaymentGateway gateway, GatewayAccount account)
        : base(world, gateway, account) => this.world = world;

    public static async Task<Counter> OpenAsync(SandboxWorld world, ServiceProvider services, GatewayAccount account)
    {
        var counter = new Counter(world, services.Gateway(), account);
        await world.SetBalanceAsync(counter.Customer, Start);
        return counter;
    }

    public override GatewayOrder Order(long fen = 1250) => Accounts.Order("🍜牛肉面 a/b") with
    {
        Amount = new Money(fen),
        NotifyUrl = world.NotifyUrlOf(Account),
        StoreNumber = "sto_1",
        TerminalId = "trm_1",
    };

    /// <summary>A refund that is asked for now.</summary>
    public static GatewayRefundOrder Refund(GatewayOrder order, long fen) =>
        order.Refund(fen) with { Refund = new GatewayReference(GatewayNumber.New(order.SentAt), TimeProvider.System.GetUtcNow()) };
}
