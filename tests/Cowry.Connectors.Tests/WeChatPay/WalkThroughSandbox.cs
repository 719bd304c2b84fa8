using Cowry.Domain.Payments;
using Cowry.Primitives;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.WeChatPay;

/// <summary>Whole payments against the sandbox, which checks signatures and fields as WeChat Pay does.</summary>
public sealed class WalkThroughSandbox(SandboxWorld world) : IClassFixture<SandboxWorld>, IDisposable
{
    private readonly ServiceProvider services = Accounts.Services();

    public void Dispose() => services.Dispose();

    private IPaymentGateway Gateway => services.GetRequiredService<IPaymentGateway>();

    [Theory]
    [InlineData("merchant", "public_key")]
    [InlineData("merchant", "platform_certificate")]
    [InlineData("service_provider", "public_key")]
    [InlineData("service_provider", "platform_certificate")]
    public async Task A_customer_pays_and_we_hear_of_it(string mode, string verification)
    {
        var account = await world.OpenAccountAsync(mode, verification);
        var order = Accounts.Order("🍜牛肉面") with
        {
            NotifyUrl = world.NotifyUrlOf(account),
            StoreNumber = "sto_1",
            PayerIp = "203.0.113.7",
            TerminalId = "trm_1",
        };
        var qr = (await Gateway.ShowQrAsync(account, order, default)).ShouldBeDone();
        (await Gateway.QueryAsync(account, order.Reference(), default)).ShouldBeDone().State.ShouldBe(GatewayPaymentState.Open);

        await world.PayAsync("alice", qr.Content);

        var paid = await HeardAsync(account, order.Number);
        (paid.State, paid.Amount).ShouldBe((GatewayPaymentState.Paid, new Money(1250)));
        paid.Transaction.ShouldNotBeNullOrEmpty();
        paid.Payer.ShouldNotBeNullOrEmpty();
        var queried = (await Gateway.QueryAsync(account, order.Reference(), default)).ShouldBeDone();
        queried.ShouldBe(paid);
        (await Gateway.CloseAsync(account, order.Reference(), default)).ShouldBeRejected().ShouldBe("gateway_order_paid");
    }

    [Theory]
    [InlineData("merchant", "public_key")]
    [InlineData("service_provider", "platform_certificate")]
    public async Task A_closed_order_is_closed(string mode, string verification)
    {
        var account = await world.OpenAccountAsync(mode, verification);
        var order = Accounts.Order() with { NotifyUrl = world.NotifyUrlOf(account) };
        var qr = (await Gateway.ShowQrAsync(account, order, default)).ShouldBeDone();

        (await Gateway.CloseAsync(account, order.Reference(), default)).ShouldBeDone();

        (await Gateway.QueryAsync(account, order.Reference(), default)).ShouldBeDone().State.ShouldBe(GatewayPaymentState.Closed);
        (await Gateway.CloseAsync(account, order.Reference(), default)).ShouldBeDone();
        (await Gateway.ShowQrAsync(account, order, default)).ShouldBeRejected().ShouldBe("gateway_order_closed");
        await Should.ThrowAsync<HttpRequestException>(() => world.PayAsync("alice", qr.Content));
    }

    [Fact]
    public async Task Repeating_an_order_gives_a_fresh_code_and_the_old_one_dies()
    {
        var account = await world.OpenAccountAsync("merchant", "public_key");
        var order = Accounts.Order() with { NotifyUrl = world.NotifyUrlOf(account) };

        var first = (await Gateway.ShowQrAsync(account, order, default)).ShouldBeDone();
        var second = (await Gateway.ShowQrAsync(account, order, default)).ShouldBeDone();

        second.Content.ShouldNotBe(first.Content);
        (await Gateway.ShowQrAsync(account, order with { Amount = new Money(1) }, default)).ShouldBeRejected().ShouldBe("gateway_number_used");
    }

    [Theory]
    [InlineData("new")]
    [InlineData("old")]
    public async Task An_unknown_number_is_not_found(string spelling)
    {
        var account = await world.OpenAccountAsync("merchant", "public_key");
        await world.PatchMerchantAsync(account.Settings["mchid"], "error_spelling", spelling);

        (await Gateway.QueryAsync(account, Accounts.Reference("n12345678"), default)).ShouldBeDone().State.ShouldBe(GatewayPaymentState.NotFound);
    }

    [Fact]
    public async Task Through_a_move_of_keys_every_notification_is_read()
    {
        // The sandbox signs by turns with the certificate and with the public key.
        var account = await world.OpenAccountAsync("merchant", "public_key", "both");
        await world.PatchMerchantAsync(account.Settings["mchid"], "notification_key", "alternate");
        for (var i = 0; i < 4; i++)
        {
            var order = Accounts.Order() with { NotifyUrl = world.NotifyUrlOf(account) };
            var qr = (await Gateway.ShowQrAsync(account, order, default)).ShouldBeDone();
            await world.PayAsync("bob", qr.Content);
            (await HeardAsync(account, order.Number)).State.ShouldBe(GatewayPaymentState.Paid);
        }
    }

    private async Task<GatewayPayment> HeardAsync(GatewayAccount account, string number) =>
        (await world.HearAsync<GatewayNews.OfPayment>(Gateway, account, news => news.Payment.Number == number)).Payment;
}
