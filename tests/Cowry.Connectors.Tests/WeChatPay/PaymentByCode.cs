using Cowry.Domain.Payments;
using Cowry.Primitives;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.WeChatPay;

/// <summary>The customer shows a code, we scan it, and the sandbox asks, refuses or fails as WeChat does.</summary>
public sealed class PaymentByCode(SandboxWorld world) : IClassFixture<SandboxWorld>, IAsyncLifetime
{
    private readonly ServiceProvider services = Accounts.Services();

    public ValueTask InitializeAsync() => new(world.SetFaultsAsync());

    public ValueTask DisposeAsync()
    {
        world.Clock.Ahead = TimeSpan.Zero;
        return services.DisposeAsync();
    }

    [Theory]
    [InlineData("merchant", "public_key")]
    [InlineData("merchant", "platform_certificate")]
    [InlineData("service_provider", "public_key")]
    [InlineData("service_provider", "platform_certificate")]
    public async Task Is_paid_at_once(string mode, string verification)
    {
        var counter = await OpenAsync(mode, verification);
        var order = counter.Order();

        var paid = (await counter.ScanAsync(order)).ShouldBeDone();

        (paid.Number, paid.State, paid.Amount).ShouldBe((order.Number, GatewayPaymentState.Paid, new Money(1250)));
        paid.Transaction.ShouldNotBeNullOrEmpty();
        paid.Payer.ShouldNotBeNullOrEmpty();
        paid.PaidAt!.Value.ShouldBe(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(1));
        (await counter.QueryAsync(order)).ShouldBe(paid);
        (await counter.BalanceAsync()).ShouldBe(Counter.Start - 1250);
    }

    [Theory]
    [InlineData("merchant", "public_key")]
    [InlineData("service_provider", "platform_certificate")]
    public async Task Waits_for_the_password_and_is_paid(string mode, string verification)
    {
        var counter = await OpenAsync(mode, verification);
        await world.SetFaultsAsync(("scan_code", "userpaying:1"));
        var order = counter.Order();

        (await counter.ScanAsync(order)).ShouldBeDone().ShouldBe(new GatewayPayment(order.Number, GatewayPaymentState.Open));
        (await counter.QueryAsync(order)).State.ShouldBe(GatewayPaymentState.Open);
        await world.ConfirmAsync(counter.Customer);

        (await counter.QueryAsync(order)).State.ShouldBe(GatewayPaymentState.Paid);
        (await counter.BalanceAsync()).ShouldBe(Counter.Start - 1250);
    }

    [Fact]
    public async Task Is_declined_at_the_password()
    {
        var counter = await OpenAsync();
        await world.SetFaultsAsync(("scan_code", "userpaying:1"));
        var order = counter.Order();

        (await counter.ScanAsync(order)).ShouldBeDone().State.ShouldBe(GatewayPaymentState.Open);
        await world.DeclineAsync(counter.Customer);

        (await counter.QueryAsync(order)).State.ShouldBe(GatewayPaymentState.Closed);
        (await counter.BalanceAsync()).ShouldBe(Counter.Start);
    }

    [Fact]
    public async Task Fails_without_money()
    {
        var counter = await OpenAsync();
        var order = counter.Order();
        await world.PostAsync("/phone/balance", new System.Text.Json.Nodes.JsonObject { ["user"] = counter.Customer, ["balance"] = 1249 });

        (await counter.ScanAsync(order)).ShouldBeRejected().ShouldBe("gateway_not_enough_money");

        (await counter.QueryAsync(order)).State.ShouldBe(GatewayPaymentState.Closed);
        (await counter.BalanceAsync()).ShouldBe(1249);
    }

    [Theory]
    [InlineData("merchant", "public_key")]
    [InlineData("service_provider", "platform_certificate")]
    public async Task Given_up_at_the_password_is_reversed_and_can_no_longer_be_paid(string mode, string verification)
    {
        var counter = await OpenAsync(mode, verification);
        await world.SetFaultsAsync(("scan_code", "userpaying:1"));
        var order = counter.Order();
        (await counter.ScanAsync(order)).ShouldBeDone().State.ShouldBe(GatewayPaymentState.Open);

        (await counter.ReverseAsync(order)).ShouldBeDone().Again.ShouldBeFalse();

        await Should.ThrowAsync<HttpRequestException>(() => world.ConfirmAsync(counter.Customer));
        (await counter.QueryAsync(order)).State.ShouldBe(GatewayPaymentState.Closed);
        (await counter.BalanceAsync()).ShouldBe(Counter.Start);
    }

    [Theory]
    [InlineData("unknown:1", "gateway_unavailable")]
    [InlineData("rubbish:1", "gateway_invalid_answer")]
    [InlineData("bad_signature:1", "gateway_signature_invalid")]
    [InlineData("timeout:1", "gateway_timeout")]
    public async Task Unknown_is_found_paid_and_reversed(string fault, string code)
    {
        await using var impatient = Accounts.Services(options => options.TotalTimeout = TimeSpan.FromSeconds(3));
        var counter = await Counter.OpenAsync(world, impatient.GetRequiredService<IPaymentGateway>());
        await world.SetFaultsAsync(("scan_code", fault));
        var order = counter.Order();

        (await counter.ScanAsync(order)).ShouldBeUnknown().ShouldBe(code);
        (await counter.QueryAsync(order)).State.ShouldBe(GatewayPaymentState.Paid);
        (await counter.BalanceAsync()).ShouldBe(Counter.Start - 1250);
        (await counter.ReverseAsync(order)).ShouldBeDone().Again.ShouldBeFalse();

        (await counter.QueryAsync(order)).State.ShouldBe(GatewayPaymentState.Closed);
        (await counter.BalanceAsync()).ShouldBe(Counter.Start);
    }

    [Theory]
    [InlineData("http_500:1", "gateway_unavailable")]
    [InlineData("rate_limit:1", "gateway_rate_limited")]
    public async Task Unknown_that_never_arrived_is_not_found(string fault, string problem)
    {
        var counter = await OpenAsync();
        await world.SetFaultsAsync(("scan_code", fault));
        var (order, code) = (counter.Order(), await counter.CodeAsync());

        (await counter.ScanAsync(order, code)).ShouldBeUnknown().ShouldBe(problem);

        (await counter.QueryAsync(order)).State.ShouldBe(GatewayPaymentState.NotFound);
        (await counter.ReverseAsync(order)).ShouldBeRejected().ShouldBe("gateway_order_not_found");
        // The code was not used up.
        (await counter.ScanAsync(counter.Order(), code)).ShouldBeDone().State.ShouldBe(GatewayPaymentState.Paid);
    }

    [Fact]
    public async Task A_code_is_good_for_a_minute()
    {
        var counter = await OpenAsync();
        var code = await counter.CodeAsync();
        world.Clock.Ahead = TimeSpan.FromSeconds(61);

        (await counter.ScanAsync(counter.Order(), code)).ShouldBeRejected().ShouldBe("gateway_payment_code_refused");
        (await counter.BalanceAsync()).ShouldBe(Counter.Start);
    }

    [Fact]
    public async Task A_code_is_good_once()
    {
        var counter = await OpenAsync();
        var code = await counter.CodeAsync();
        (await counter.ScanAsync(counter.Order(), code)).ShouldBeDone();

        (await counter.ScanAsync(counter.Order(), code)).ShouldBeRejected().ShouldBe("gateway_payment_code_refused");
        (await counter.BalanceAsync()).ShouldBe(Counter.Start - 1250);
    }

    [Fact]
    public async Task A_code_that_nobody_showed_is_refused() =>
        (await (await OpenAsync()).ScanAsync((await OpenAsync()).Order(), "150000000000000000")).ShouldBeRejected()
            .ShouldBe("gateway_payment_code_refused");

    [Fact]
    public async Task Repeated_it_is_one_payment()
    {
        var counter = await OpenAsync();
        var (order, code) = (counter.Order(), await counter.CodeAsync());

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => counter.ScanAsync(order, code)));

        answers.Select(answer => answer.ShouldBeDone()).Distinct().Count().ShouldBe(1);
        (await counter.BalanceAsync()).ShouldBe(Counter.Start - 1250);
    }

    [Fact]
    public async Task A_number_that_was_used_says_nothing_about_its_money()
    {
        var counter = await OpenAsync();
        var order = await counter.PaidAsync();

        (await counter.ScanAsync(order with { Amount = new Money(1) })).ShouldBeUnknown().ShouldBe("gateway_number_used");
        (await counter.QueryAsync(order)).Amount.ShouldBe(new Money(1250));
    }

    [Fact]
    public async Task It_cannot_be_closed()
    {
        var counter = await OpenAsync();
        await world.SetFaultsAsync(("scan_code", "userpaying:1"));
        var order = counter.Order();
        (await counter.ScanAsync(order)).ShouldBeDone();

        (await counter.Gateway.CloseAsync(counter.Account, order.Reference(), default)).ShouldBeRejected().ShouldBe("gateway_request_refused");
        (await counter.QueryAsync(order)).State.ShouldBe(GatewayPaymentState.Open);
    }

    private Task<Counter> OpenAsync(string mode = "merchant", string verification = "public_key") =>
        Counter.OpenAsync(world, services.GetRequiredService<IPaymentGateway>(), mode, verification);
}
