using Cowry.Domain.Payments;
using Cowry.Primitives;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.Alipay;

/// <summary>Whole payments by the customer's code against the sandbox, and each way of undoing one.</summary>
public sealed class PaymentByCode(SandboxWorld world) : IClassFixture<SandboxWorld>, IDisposable
{
    private readonly ServiceProvider services = Accounts.Services(options => options.TotalTimeout = TimeSpan.FromSeconds(2));

    public void Dispose() => services.Dispose();

    [Theory]
    [InlineData("merchant", "public_key")]
    [InlineData("merchant", "certificate")]
    [InlineData("service_provider", "public_key")]
    [InlineData("service_provider", "certificate")]
    public async Task One_scan_takes_the_money(string mode, string verification)
    {
        var counter = await CounterAsync(mode, verification);
        var order = counter.Order();

        var paid = (await counter.ScanAsync(order)).ShouldBeDone();

        (paid.State, paid.Amount).ShouldBe((GatewayPaymentState.Paid, new Money(1250)));
        (await counter.BalanceAsync()).ShouldBe(Counter.Start - 1250);
        (await counter.QueryAsync(order)).ShouldBe(paid);
        (await world.HearAsync(services.Gateway(), counter.Account)).ShouldBe(paid);
    }

    [Fact]
    public async Task A_large_amount_waits_for_the_password()
    {
        var counter = await CounterAsync();
        var order = counter.Order(200_001);

        (await counter.ScanAsync(order)).ShouldBeDone().State.ShouldBe(GatewayPaymentState.Open);
        (await counter.QueryAsync(order)).State.ShouldBe(GatewayPaymentState.Open);
        await world.ConfirmAsync(counter.Customer);

        (await counter.QueryAsync(order)).State.ShouldBe(GatewayPaymentState.Paid);
    }

    [Fact]
    public async Task A_payer_without_money_is_refused()
    {
        var counter = await CounterAsync();
        await world.SetBalanceAsync(counter.Customer, 1249);

        (await counter.ScanAsync(counter.Order())).ShouldBeRejected().ShouldBe("gateway_not_enough_money");
    }

    [Fact]
    public async Task A_code_is_good_once()
    {
        var counter = await CounterAsync();
        var code = await world.CodeAsync(counter.Customer);

        (await services.Scanner().ScanCodeAsync(counter.Account, counter.Order(), code, default)).ShouldBeDone();

        (await services.Scanner().ScanCodeAsync(counter.Account, counter.Order(), code, default)).ShouldBeRejected()
            .ShouldBe("gateway_payment_code_refused");
        (await counter.BalanceAsync()).ShouldBe(Counter.Start - 1250);
    }

    [Theory]
    [InlineData("unknown:1", "gateway_unavailable")]
    [InlineData("timeout:1", "gateway_timeout")]
    [InlineData("rubbish:1", "gateway_invalid_answer")]
    [InlineData("bad_signature:1", "gateway_signature_invalid")]
    public async Task Money_that_moved_unseen_is_found_and_given_back(string fault, string code)
    {
        var counter = await CounterAsync();
        var order = counter.Order();
        await world.SetFaultsAsync(("scan_code", fault));

        (await counter.ScanAsync(order)).ShouldBeUnknown().ShouldBe(code);
        (await counter.BalanceAsync()).ShouldBe(Counter.Start - 1250);
        (await counter.QueryAsync(order)).State.ShouldBe(GatewayPaymentState.Paid);

        (await counter.ReverseAsync(order)).ShouldBeDone().ShouldBe(new GatewayReversal(Again: false, MoneyReturned: true));
        (await counter.BalanceAsync()).ShouldBe(Counter.Start);
        // It was paid once, and nothing of it is left: to whoever asks now it must not look like money.
        (await counter.QueryAsync(order)).ShouldBe(new GatewayPayment(order.Number, GatewayPaymentState.Closed));
        (await counter.ReverseAsync(order)).ShouldBeDone().ShouldBe(new GatewayReversal(Again: false, MoneyReturned: true));
        (await counter.BalanceAsync()).ShouldBe(Counter.Start);
        await world.SetFaultsAsync();
    }

    [Fact]
    public async Task A_repeat_after_a_lost_answer_is_told_as_paid_and_takes_nothing_more()
    {
        var counter = await CounterAsync();
        var order = counter.Order();
        await world.SetFaultsAsync(("scan_code", "unknown:1"));
        (await counter.ScanAsync(order)).ShouldBeUnknown();
        await world.SetFaultsAsync();

        (await counter.ScanAsync(order)).ShouldBeDone().State.ShouldBe(GatewayPaymentState.Paid);

        (await counter.BalanceAsync()).ShouldBe(Counter.Start - 1250);
    }

    [Fact]
    public async Task A_success_that_is_taken_back_is_none()
    {
        var counter = await CounterAsync();
        var order = counter.Order();
        await world.SetFaultsAsync(("scan_code", "rollback:1"));

        (await counter.ScanAsync(order)).ShouldBeDone().ShouldBe(new GatewayPayment(order.Number, GatewayPaymentState.Closed));

        (await counter.BalanceAsync()).ShouldBe(Counter.Start);
        await world.SetFaultsAsync();
    }

    [Fact]
    public async Task A_payment_that_waits_is_given_up()
    {
        var counter = await CounterAsync();
        var order = counter.Order(200_001);
        (await counter.ScanAsync(order)).ShouldBeDone().State.ShouldBe(GatewayPaymentState.Open);

        (await counter.ReverseAsync(order)).ShouldBeDone().ShouldBe(new GatewayReversal(Again: false, MoneyReturned: false));

        (await counter.QueryAsync(order)).State.ShouldBe(GatewayPaymentState.Closed);
        await Should.ThrowAsync<HttpRequestException>(() => world.ConfirmAsync(counter.Customer));
    }

    [Fact]
    public async Task A_cancel_that_wants_to_be_repeated_says_so()
    {
        var counter = await CounterAsync();
        var order = await counter.PaidAsync();
        await world.SetFaultsAsync(("cancel", "retry:1"));

        (await counter.ReverseAsync(order)).ShouldBeUnknown().ShouldBe("gateway_unavailable");
        (await counter.ReverseAsync(order)).ShouldBeDone().ShouldBe(new GatewayReversal(Again: false, MoneyReturned: true));

        (await counter.BalanceAsync()).ShouldBe(Counter.Start);
        await world.SetFaultsAsync();
    }

    [Fact]
    public async Task A_cancel_of_what_was_never_seen_counts_when_nothing_can_be_on_its_way()
    {
        var counter = await CounterAsync();
        var order = counter.Order();

        (await counter.ReverseAsync(order)).ShouldBeDone().ShouldBe(new GatewayReversal(Again: true, MoneyReturned: null));
        (await counter.ReverseAsync(order with { SentAt = order.SentAt.AddSeconds(-31) })).ShouldBeDone()
            .ShouldBe(new GatewayReversal(Again: false, MoneyReturned: false));
    }

    private async Task<Counter> CounterAsync(string mode = "merchant", string verification = "public_key") =>
        await Counter.OpenAsync(world, services, await world.OpenAccountAsync(mode, verification));
}
