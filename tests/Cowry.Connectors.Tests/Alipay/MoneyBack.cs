using Cowry.Domain.Payments;
using Cowry.Primitives;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.Alipay;

/// <summary>Whole refunds against the sandbox.</summary>
public sealed class MoneyBack(SandboxWorld world) : IClassFixture<SandboxWorld>, IDisposable
{
    private readonly ServiceProvider services = Accounts.Services();

    public void Dispose() => services.Dispose();

    [Theory]
    [InlineData("merchant", "public_key")]
    [InlineData("service_provider", "certificate")]
    public async Task A_payment_goes_back_in_parts_and_never_more(string mode, string verification)
    {
        var counter = await Counter.OpenAsync(world, services, await world.OpenAccountAsync(mode, verification));
        var order = await counter.PaidAsync();
        var (first, second, third) = (Counter.Refund(order, 250), Counter.Refund(order, 1000), Counter.Refund(order, 1));

        (await counter.RefundAsync(first)).ShouldBeDone().State.ShouldBe(GatewayRefundState.Succeeded);
        (await counter.QueryAsync(order)).State.ShouldBe(GatewayPaymentState.Paid);
        (await counter.RefundAsync(second)).ShouldBeDone().State.ShouldBe(GatewayRefundState.Succeeded);
        // It might be the very refund that closed the trade, told late: only after a while the refusal stands.
        (await counter.RefundAsync(third)).ShouldBeUnknown().ShouldBe("gateway_not_decided");
        var later = third with { Refund = third.Refund with { SentAt = third.Refund.SentAt.AddMinutes(-1) } };
        (await counter.RefundAsync(later)).ShouldBeRejected().ShouldBe("gateway_order_closed");

        (await counter.BalanceAsync()).ShouldBe(Counter.Start);
        (await counter.QueryAsync(first)).ShouldBeDone().Amount.ShouldBe(new Money(250));
        (await counter.QueryAsync(second)).ShouldBeDone().Amount.ShouldBe(new Money(1000));
        (await counter.QueryAsync(order)).State.ShouldBe(GatewayPaymentState.Closed);
    }

    [Fact]
    public async Task A_repeat_moves_no_second_money()
    {
        var counter = await CounterAsync();
        var order = await counter.PaidAsync();
        var (part, rest) = (Counter.Refund(order, 250), Counter.Refund(order, 1000));

        foreach (var refund in (GatewayRefundOrder[])[part, part, rest, rest, part])
        {
            var told = (await counter.RefundAsync(refund)).ShouldBeDone();
            (told.Number, told.State).ShouldBe((refund.Refund.Number, GatewayRefundState.Succeeded));
            (told.Amount ?? refund.Amount).ShouldBe(refund.Amount);
        }

        (await counter.BalanceAsync()).ShouldBe(Counter.Start);
        (await counter.RefundAsync(part with { Amount = new Money(251) })).ShouldBeRejected().ShouldBe("gateway_number_used");
    }

    [Theory]
    [InlineData("unknown:1", "gateway_unavailable")]
    [InlineData("bad_signature:1", "gateway_signature_invalid")]
    public async Task A_lost_answer_is_mended_by_a_repeat(string fault, string code)
    {
        var counter = await CounterAsync();
        var refund = Counter.Refund(await counter.PaidAsync(), 1250);
        await world.SetFaultsAsync(("refund", fault));

        (await counter.RefundAsync(refund)).ShouldBeUnknown().ShouldBe(code);
        (await counter.RefundAsync(refund)).ShouldBeDone().State.ShouldBe(GatewayRefundState.Succeeded);

        (await counter.BalanceAsync()).ShouldBe(Counter.Start);
        await world.SetFaultsAsync();
    }

    [Fact]
    public async Task One_that_takes_its_time_ends()
    {
        var counter = await CounterAsync();
        var refund = Counter.Refund(await counter.PaidAsync(), 1250);
        await world.SetFaultsAsync(("refund", "processing:300"));

        (await counter.RefundAsync(refund)).ShouldBeDone().State.ShouldBe(GatewayRefundState.Processing);
        (await counter.QueryAsync(refund)).ShouldBeUnknown().ShouldBe("gateway_not_decided");

        (await counter.EndedAsync(refund)).State.ShouldBe(GatewayRefundState.Succeeded);
        (await counter.BalanceAsync()).ShouldBe(Counter.Start);
        await world.SetFaultsAsync();
    }

    [Fact]
    public async Task An_empty_till_at_Alipay_is_told_and_a_repeat_works_after_the_top_up()
    {
        var counter = await CounterAsync();
        var refund = Counter.Refund(await counter.PaidAsync(), 1250);
        await world.SetFaultsAsync(("refund", "seller_balance:1"));

        (await counter.RefundAsync(refund)).ShouldBeRejected().ShouldBe("gateway_merchant_balance_short");
        (await counter.RefundAsync(refund)).ShouldBeDone().State.ShouldBe(GatewayRefundState.Succeeded);

        await world.SetFaultsAsync();
    }

    [Fact]
    public async Task A_refund_that_was_never_asked_for_is_not_found()
    {
        var counter = await CounterAsync();
        var order = await counter.PaidAsync();

        (await counter.QueryAsync(Counter.Refund(order, 1))).ShouldBeUnknown().ShouldBe("gateway_not_decided");
        var old = order.Refund(1) with { Refund = new GatewayReference(GatewayNumber.New(order.SentAt), order.SentAt.AddMinutes(-1)) };
        (await counter.QueryAsync(old)).ShouldBeDone().State.ShouldBe(GatewayRefundState.NotFound);
    }

    private async Task<Counter> CounterAsync() => await Counter.OpenAsync(world, services, await world.OpenAccountAsync());
}
