using Cowry.Domain.Payments;
using Cowry.Primitives;

namespace Cowry.Connectors.Tests.WeChatPay;

/// <summary>The counter of a shop that takes WeChat Pay.</summary>
internal sealed class Counter : ShopCounter
{
    private readonly RunningSandbox world;

    private Counter(RunningSandbox world, IPaymentGateway gateway, GatewayAccount account)
        : base(world, gateway, account) => this.world = world;

    public static async Task<Counter> OpenAsync(
        SandboxWorld world, IPaymentGateway gateway, string mode = "merchant", string verification = "public_key")
    {
        var counter = new Counter(world, gateway, await world.OpenAccountAsync(mode, verification));
        await world.SetBalanceAsync(counter.Customer, Start);
        return counter;
    }

    public override GatewayOrder Order(long fen = 1250) => Accounts.Order("🍜牛肉面") with
    {
        Amount = new Money(fen),
        NotifyUrl = world.UnreadUrl,
        StoreNumber = "sto_1",
        TerminalId = "trm_1",
        PayerIp = "203.0.113.7",
    };
}
