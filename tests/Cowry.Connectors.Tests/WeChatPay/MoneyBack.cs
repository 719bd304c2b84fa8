using Cowry.Domain.Payments;
using Cowry.Primitives;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.WeChatPay;

/// <summary>Refunds against the sandbox: never more than was paid, never twice, and what goes wrong is said.</summary>
public sealed class MoneyBack(SandboxWorld world) : IClassFixture<SandboxWorld>, IAsyncLifetime
{
    private readonly ServiceProvider services = Accounts.Services();

    public ValueTask InitializeAsync() => new(world.SetFaultsAsync());

    public ValueTask DisposeAsync() => services.DisposeAsync();

    [Theory]
    [InlineData("merchant", "public_key")]
    [InlineData("merchant", "platform_certificate")]
    [InlineData("service_provider", "public_key")]
    [InlineData("service_provider", "platform_certificate")]
    public async Task In_parts_until_the_whole_is_back_and_not_a_fen_more(string mode, string verification)
    {
        var counter = await OpenAsync(mode, verification);
        var order = await counter.PaidAsync();
        foreach (var part in (long[])[1000, 249])
        {
            var refund = order.Refund(part, world.UnreadUrl);
            var taken = (await counter.RefundAsync(refund)).ShouldBeDone();
            (taken.Number, taken.Amount).ShouldBe((refund.Refund.Number, new Money(part)));
            var ended = await counter.EndedAsync(refund);
            (ended.State, ended.Amount, ended.Transaction, ended.Trouble).ShouldBe((GatewayRefundState.Succeeded, new Money(part), taken.Transaction, null));
            ended.RefundedAt!.Value.Offset.ShouldBe(TimeSpan.Zero);
            // What was paid stays paid at the gateway while parts of it go back.
            (await counter.QueryAsync(order)).State.ShouldBe(GatewayPaymentState.Paid);
        }

        var tooMuch = order.Refund(2, world.UnreadUrl);
        (await counter.RefundAsync(tooMuch)).ShouldBeRejected().ShouldBe("gateway_request_refused");
        (await counter.QueryAsync(tooMuch)).ShouldBeDone().State.ShouldBe(GatewayRefundState.NotFound);
        var last = order.Refund(1, world.UnreadUrl);
        (await counter.RefundAsync(last)).ShouldBeDone();
        (await counter.EndedAsync(last)).State.ShouldBe(GatewayRefundState.Succeeded);
        (await counter.RefundAsync(order.Refund(1, world.UnreadUrl))).ShouldBeRejected().ShouldBe("gateway_request_refused");

        (await counter.BalanceAsync()).ShouldBe(Counter.Start);
    }

    [Fact]
    public async Task With_the_same_number_it_is_one_refund()
    {
        var counter = await OpenAsync();
        var order = await counter.PaidAsync();
        var refund = order.Refund(300, world.UnreadUrl);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => counter.RefundAsync(refund)));
        await counter.EndedAsync(refund);
        var again = (await counter.RefundAsync(refund)).ShouldBeDone();

        answers.Select(answer => answer.ShouldBeDone().Transaction).Append(again.Transaction).Distinct().Count().ShouldBe(1);
        again.State.ShouldBe(GatewayRefundState.Succeeded);
        (await counter.RefundAsync(refund with { Amount = new Money(301) })).ShouldBeRejected().ShouldBe("gateway_request_refused");
        (await counter.BalanceAsync()).ShouldBe(Counter.Start - 950);
    }

    [Fact]
    public async Task Knowing_more_of_the_payment_does_not_change_the_repeat()
    {
        var counter = await OpenAsync();
        var order = await counter.PaidAsync();
        var refund = order.Refund(300, world.UnreadUrl);
        var first = (await counter.RefundAsync(refund)).ShouldBeDone();
        var known = refund with { Payment = refund.Payment with { Transaction = (await counter.QueryAsync(order)).Transaction } };

        (await counter.RefundAsync(known)).ShouldBeDone().Transaction.ShouldBe(first.Transaction);
    }

    [Fact]
    public async Task All_at_once_they_never_exceed_what_was_paid()
    {
        var counter = await OpenAsync();
        var order = await counter.PaidAsync(1000);
        var refunds = Enumerable.Range(0, 12).Select(_ => order.Refund(150, world.UnreadUrl)).ToArray();

        var answers = await Task.WhenAll(refunds.Select(counter.RefundAsync));

        answers.Count(answer => answer is GatewayAnswer<GatewayRefund>.Done).ShouldBe(6);
        answers.OfType<GatewayAnswer<GatewayRefund>.Rejected>().Count().ShouldBe(6);
        foreach (var (refund, answer) in refunds.Zip(answers))
        {
            (await counter.EndedAsync(refund)).State
                .ShouldBe(answer is GatewayAnswer<GatewayRefund>.Done ? GatewayRefundState.Succeeded : GatewayRefundState.NotFound);
        }

        (await counter.BalanceAsync()).ShouldBe(Counter.Start - 100);
    }

    [Theory]
    [InlineData("timeout:1", "gateway_timeout")]
    [InlineData("rubbish:1", "gateway_invalid_answer")]
    [InlineData("bad_signature:1", "gateway_signature_invalid")]
    [InlineData("http_500:1", "gateway_unavailable")]
    [InlineData("rate_limit:1", "gateway_rate_limited")]
    public async Task Unanswered_it_is_repeated_with_the_same_number(string fault, string code)
    {
        await using var impatient = Accounts.Services(options => options.TotalTimeout = TimeSpan.FromSeconds(3));
        var counter = await Counter.OpenAsync(world, impatient.GetRequiredService<IPaymentGateway>());
        var order = await counter.PaidAsync();
        var refund = order.Refund(1250, world.UnreadUrl);
        await world.SetFaultsAsync(("refund", fault));

        (await counter.RefundAsync(refund)).ShouldBeUnknown().ShouldBe(code);
        (await counter.RefundAsync(refund)).ShouldBeDone();

        (await counter.EndedAsync(refund)).State.ShouldBe(GatewayRefundState.Succeeded);
        (await counter.BalanceAsync()).ShouldBe(Counter.Start);
    }

    [Fact]
    public async Task A_slow_one_is_processing()
    {
        var counter = await OpenAsync();
        var order = await counter.PaidAsync();
        await world.SetFaultsAsync(("refund", "processing:3600000"));
        var refund = order.Refund(1250, world.UnreadUrl);

        var taken = (await counter.RefundAsync(refund)).ShouldBeDone();

        (taken.State, taken.RefundedAt).ShouldBe((GatewayRefundState.Processing, null));
        (await counter.QueryAsync(refund)).ShouldBeDone().ShouldBe(taken);
        (await counter.BalanceAsync()).ShouldBe(Counter.Start - 1250);
    }

    [Theory]
    [InlineData("merchant", "public_key")]
    [InlineData("merchant", "platform_certificate")]
    [InlineData("service_provider", "public_key")]
    [InlineData("service_provider", "platform_certificate")]
    public async Task We_hear_how_it_ends(string mode, string verification)
    {
        var counter = await OpenAsync(mode, verification);
        var order = await counter.PaidAsync();
        var good = order.Refund(250, world.NotifyUrlOf(counter.Account));
        (await counter.RefundAsync(good)).ShouldBeDone();

        var heard = await HearAsync(counter, good);

        heard.State.ShouldBe(GatewayRefundState.Succeeded);
        heard.Amount.ShouldBe(new Money(250));
        heard.ShouldBe((await counter.QueryAsync(good)).ShouldBeDone());

        await world.SetFaultsAsync(("refund", "abnormal:1"));
        var bad = order.Refund(1000, world.NotifyUrlOf(counter.Account));
        (await counter.RefundAsync(bad)).ShouldBeDone();
        var stuck = await HearAsync(counter, bad);

        (stuck.State, stuck.Amount, stuck.RefundedAt).ShouldBe((GatewayRefundState.Abnormal, new Money(1000), null));
        stuck.Trouble!.ShouldStartWith("ABNORMAL");
        stuck.ShouldBe((await counter.QueryAsync(bad)).ShouldBeDone());
        (await counter.BalanceAsync()).ShouldBe(Counter.Start - 1000);
    }

    [Fact]
    public async Task What_was_paid_by_qr_goes_back_the_same_way()
    {
        var counter = await OpenAsync();
        var order = counter.Order();
        var qr = (await counter.Gateway.ShowQrAsync(counter.Account, order, default)).ShouldBeDone();
        (await counter.RefundAsync(order.Refund(1250, world.UnreadUrl))).ShouldBeRejected().ShouldBe("gateway_request_refused");
        await world.PayAsync(counter.Customer, qr.Content);
        var refund = order.Refund(1250, world.UnreadUrl);

        (await counter.RefundAsync(refund)).ShouldBeDone();

        (await counter.EndedAsync(refund)).State.ShouldBe(GatewayRefundState.Succeeded);
        (await counter.BalanceAsync()).ShouldBe(Counter.Start);
    }

    [Theory]
    [InlineData("new")]
    [InlineData("old")]
    public async Task What_nobody_paid_cannot_go_back(string spelling)
    {
        var counter = await OpenAsync();
        await world.PatchMerchantAsync(counter.Account.Settings["mchid"], "error_spelling", spelling);
        var refund = counter.Order().Refund(100, world.UnreadUrl);

        (await counter.RefundAsync(refund)).ShouldBeRejected().ShouldBe("gateway_not_found");
        (await counter.QueryAsync(refund)).ShouldBeDone().ShouldBe(new GatewayRefund(refund.Refund.Number, GatewayRefundState.NotFound));
    }

    [Fact]
    public async Task The_whole_must_be_what_was_paid()
    {
        var counter = await OpenAsync();
        var order = await counter.PaidAsync();

        (await counter.RefundAsync(order.Refund(100, world.UnreadUrl) with { PaymentAmount = new Money(1249) })).ShouldBeRejected()
            .ShouldBe("gateway_parameter_refused");
    }

    private async Task<GatewayRefund> HearAsync(Counter counter, GatewayRefundOrder refund) =>
        (await world.HearAsync<GatewayNews.OfRefund>(
            counter.Gateway, counter.Account, news => news.Refund.Number == refund.Refund.Number)).Refund;

    private Task<Counter> OpenAsync(string mode = "merchant", string verification = "public_key") =>
        Counter.OpenAsync(world, services.GetRequiredService<IPaymentGateway>(), mode, verification);
}
