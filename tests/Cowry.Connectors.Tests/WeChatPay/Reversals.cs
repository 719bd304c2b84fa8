using Cowry.Domain.Payments;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.WeChatPay;

/// <summary>A payment by code is undone: money goes back once, whatever happens at the same time.</summary>
public sealed class Reversals(SandboxWorld world) : IClassFixture<SandboxWorld>, IAsyncLifetime
{
    private const int Rounds = 30;
    private readonly ServiceProvider services = Accounts.Services();

    public ValueTask InitializeAsync() => new(world.SetFaultsAsync());

    public ValueTask DisposeAsync() => services.DisposeAsync();

    [Theory]
    [InlineData("merchant", "public_key")]
    [InlineData("merchant", "platform_certificate")]
    [InlineData("service_provider", "public_key")]
    [InlineData("service_provider", "platform_certificate")]
    public async Task After_success_the_money_goes_back(string mode, string verification)
    {
        var counter = await OpenAsync(mode, verification);
        var order = await counter.PaidAsync();
        (await counter.BalanceAsync()).ShouldBe(Counter.Start - 1250);

        (await counter.ReverseAsync(order)).ShouldBeDone().ShouldBe(new GatewayReversal(Again: false, MoneyReturned: null));

        (await counter.BalanceAsync()).ShouldBe(Counter.Start);
        (await counter.QueryAsync(order)).State.ShouldBe(GatewayPaymentState.Closed);
    }

    [Fact]
    public async Task Repeated_the_money_goes_back_once()
    {
        var counter = await OpenAsync();
        var order = await counter.PaidAsync();

        foreach (var answer in await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => counter.ReverseAsync(order))))
            answer.ShouldBeDone().Again.ShouldBeFalse();
        (await counter.ReverseAsync(order)).ShouldBeDone();

        (await counter.BalanceAsync()).ShouldBe(Counter.Start);
    }

    [Theory]
    [InlineData("timeout:1")]
    [InlineData("rubbish:1")]
    [InlineData("http_500:1")]
    public async Task Unanswered_it_is_repeated(string fault)
    {
        await using var impatient = Accounts.Services(options => options.TotalTimeout = TimeSpan.FromSeconds(3));
        var counter = await Counter.OpenAsync(world, impatient.GetRequiredService<IPaymentGateway>());
        var order = await counter.PaidAsync();
        await world.SetFaultsAsync(("close", fault));

        (await counter.ReverseAsync(order)).ShouldBeUnknown();
        (await counter.ReverseAsync(order)).ShouldBeDone().Again.ShouldBeFalse();

        (await counter.BalanceAsync()).ShouldBe(Counter.Start);
    }

    [Fact]
    public async Task Of_a_payment_partly_refunded_it_is_refused()
    {
        var counter = await OpenAsync();
        var order = await counter.PaidAsync();
        var refund = order.Refund(250, world.UnreadUrl);
        (await counter.RefundAsync(refund)).ShouldBeDone();
        (await counter.EndedAsync(refund)).State.ShouldBe(GatewayRefundState.Succeeded);

        (await counter.ReverseAsync(order)).ShouldBeRejected().ShouldBe("gateway_trade_refused");

        (await counter.BalanceAsync()).ShouldBe(Counter.Start - 1000);
    }

    [Fact]
    public async Task Of_another_way_to_pay_it_is_refused()
    {
        var counter = await OpenAsync();
        var order = counter.Order();
        (await counter.Gateway.ShowQrAsync(counter.Account, order, default)).ShouldBeDone();

        (await counter.ReverseAsync(order)).ShouldBeRejected().ShouldBe("gateway_request_refused");
    }

    [Fact]
    public async Task Against_the_customers_password_one_wins_and_the_money_agrees()
    {
        var counter = await OpenAsync();
        var confirmed = 0;
        for (var round = 0; round < Rounds; round++)
        {
            await world.SetFaultsAsync(("scan_code", "userpaying:1"));
            var order = counter.Order();
            (await counter.ScanAsync(order)).ShouldBeDone().State.ShouldBe(GatewayPaymentState.Open);

            var confirming = Task.Run(() => TryConfirmAsync(counter.Customer));
            var reversing = counter.ReverseAsync(order);
            confirmed += await confirming ? 1 : 0;

            // Whoever came first: a reversal that was taken leaves no money moved.
            (await reversing).ShouldBeDone().Again.ShouldBeFalse();
            (await counter.QueryAsync(order)).State.ShouldBe(GatewayPaymentState.Closed);
            (await counter.BalanceAsync()).ShouldBe(Counter.Start, $"round {round}, confirmed so far {confirmed}");
        }
    }

    [Fact]
    public async Task Against_the_scan_itself_the_query_tells_the_money()
    {
        var counter = await OpenAsync();
        var spent = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            var (order, code) = (counter.Order(100), await counter.CodeAsync());

            var scanning = Task.Run(() => counter.ScanAsync(order, code));
            var reversed = await counter.ReverseAsync(order);
            await scanning;

            // Too early it finds no order; what the scan took then stays taken until it is reversed again.
            var state = (await counter.QueryAsync(order)).State;
            state.ShouldBe(reversed is GatewayAnswer<GatewayReversal>.Done ? GatewayPaymentState.Closed : GatewayPaymentState.Paid);
            spent += state == GatewayPaymentState.Paid ? 100 : 0;
            (await counter.BalanceAsync()).ShouldBe(Counter.Start - spent);
        }
    }

    [Fact]
    public async Task Against_a_refund_the_customer_is_paid_back_once()
    {
        var counter = await OpenAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var order = await counter.PaidAsync(100);
            var refund = order.Refund(100, world.UnreadUrl);

            var refunding = Task.Run(() => counter.RefundAsync(refund));
            var reversed = await counter.ReverseAsync(order);
            var refunded = await refunding;

            (reversed is GatewayAnswer<GatewayReversal>.Done).ShouldBe(refunded is GatewayAnswer<GatewayRefund>.Rejected, $"{reversed} {refunded}");
            if (refunded is GatewayAnswer<GatewayRefund>.Done)
                (await counter.EndedAsync(refund)).State.ShouldBe(GatewayRefundState.Succeeded);
            (await counter.BalanceAsync()).ShouldBe(Counter.Start);
        }
    }

    private async Task<bool> TryConfirmAsync(string user)
    {
        try
        {
            await world.ConfirmAsync(user);
            return true;
        }
        catch (HttpRequestException e) when (e.Message.Contains("no_prompt"))
        {
            return false;
        }
    }

    private Task<Counter> OpenAsync(string mode = "merchant", string verification = "public_key") =>
        Counter.OpenAsync(world, services.GetRequiredService<IPaymentGateway>(), mode, verification);
}
