using System.Text.Json.Nodes;
using Cowry.Domain.Payments;
using Cowry.Primitives;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.Alipay;

/// <summary>Whole payments by a code that is shown and by a page, against the sandbox, which checks signatures and fields as Alipay does.</summary>
public sealed class WalkThroughSandbox(SandboxWorld world) : IClassFixture<SandboxWorld>, IDisposable
{
    private readonly ServiceProvider services = Accounts.Services();

    public void Dispose() => services.Dispose();

    [Theory]
    [InlineData("merchant", "public_key")]
    [InlineData("merchant", "certificate")]
    [InlineData("service_provider", "public_key")]
    [InlineData("service_provider", "certificate")]
    public async Task A_customer_pays_and_we_hear_of_it(string mode, string verification)
    {
        var counter = await CounterAsync(mode, verification);
        var order = counter.Order();
        var qr = await counter.ShowAsync(order);
        (await counter.QueryAsync(order)).State.ShouldBe(GatewayPaymentState.NotFound);
        await world.ScanAsync(counter.Customer, qr.Content);
        (await counter.QueryAsync(order)).State.ShouldBe(GatewayPaymentState.Open);

        await world.PayAsync(counter.Customer, qr.Content);

        var paid = await world.HearAsync(services.Gateway(), counter.Account);
        (paid.Number, paid.State, paid.Amount).ShouldBe((order.Number, GatewayPaymentState.Paid, new Money(1250)));
        paid.Transaction.ShouldNotBeNullOrEmpty();
        paid.Payer.ShouldNotBeNullOrEmpty();
        (await counter.QueryAsync(order)).ShouldBe(paid);
        (await counter.CloseAsync(order)).ShouldBeRejected().ShouldBe("gateway_wrong_state");
        (await services.Gateway().ShowQrAsync(counter.Account, order, default)).ShouldBeRejected().ShouldBe("gateway_order_paid");
    }

    [Theory]
    [InlineData("public_key")]
    [InlineData("certificate")]
    public async Task The_first_app_of_the_sandbox_is_ready_to_use(string verification)
    {
        var account = await world.FirstAccountAsync(verification);

        (await services.Gateway().CheckAsync(account, default)).ShouldBeEmpty();
        var counter = await Counter.OpenAsync(world, services, account);
        await world.PayAsync(counter.Customer, (await counter.ShowAsync(counter.Order())).Content);
        (await world.HearAsync(services.Gateway(), account)).State.ShouldBe(GatewayPaymentState.Paid);
    }

    [Fact]
    public async Task A_code_that_nobody_has_scanned_can_be_given_up()
    {
        var counter = await CounterAsync();
        var order = counter.Order();
        await counter.ShowAsync(order);

        (await counter.CloseAsync(order)).ShouldBeDone();

        (await counter.QueryAsync(order)).State.ShouldBe(GatewayPaymentState.NotFound);
    }

    [Fact]
    public async Task A_trade_that_waits_is_closed()
    {
        var counter = await CounterAsync();
        var order = counter.Order();
        await world.ScanAsync(counter.Customer, (await counter.ShowAsync(order)).Content);

        (await counter.CloseAsync(order)).ShouldBeDone();

        (await counter.QueryAsync(order)).ShouldBe(new GatewayPayment(order.Number, GatewayPaymentState.Closed));
    }

    [Fact]
    public async Task Money_that_comes_after_the_close_is_heard_of()
    {
        var counter = await CounterAsync();
        var order = counter.Order();
        var qr = await counter.ShowAsync(order);
        (await counter.CloseAsync(order)).ShouldBeDone();
        await world.SetFaultsAsync(("late_success_after_close", true));

        await world.PayAsync(counter.Customer, qr.Content);

        (await world.HearAsync(services.Gateway(), counter.Account)).Number.ShouldBe(order.Number);
        (await counter.QueryAsync(order)).State.ShouldBe(GatewayPaymentState.Paid);
        await world.SetFaultsAsync();
    }

    [Fact]
    public async Task A_second_code_for_a_number_is_refused_clearly()
    {
        var counter = await CounterAsync();
        var order = counter.Order();
        await counter.ShowAsync(order);

        (await services.Gateway().ShowQrAsync(counter.Account, order, default)).ShouldBeRejected().ShouldBe("gateway_number_used");
    }

    [Fact]
    public async Task Slashes_in_another_spelling_do_no_harm()
    {
        var counter = await CounterAsync();
        await world.SetFaultsAsync(("escaped_slashes", true));

        (await counter.ShowAsync(counter.Order())).Content.ShouldStartWith("https://qr.alipay.com/");

        await world.SetFaultsAsync();
    }

    [Theory]
    [InlineData("http_500:1", "gateway_unavailable")]
    [InlineData("unavailable:1", "gateway_unavailable")]
    [InlineData("rubbish:1", "gateway_invalid_answer")]
    [InlineData("bad_signature:1", "gateway_signature_invalid")]
    [InlineData("rate_limit:1", "gateway_rate_limited")]
    public async Task Trouble_decides_nothing(string fault, string code)
    {
        var counter = await CounterAsync();
        await world.SetFaultsAsync(("create", fault));

        (await services.Gateway().ShowQrAsync(counter.Account, counter.Order(), default)).ShouldBeUnknown().ShouldBe(code);

        await world.SetFaultsAsync();
    }

    [Fact]
    public async Task A_forged_notification_is_sent_back_and_the_true_one_taken()
    {
        var counter = await CounterAsync();
        var order = counter.Order();
        var qr = await counter.ShowAsync(order);
        await world.SetFaultsAsync(("notify", "bad_signature:1"));

        await world.PayAsync(counter.Customer, qr.Content);

        (await world.JudgeNextAsync(services.Gateway(), counter.Account)).ShouldBeRejected().ShouldBe("gateway_signature_invalid");
        (await world.HearAsync(services.Gateway(), counter.Account)).Number.ShouldBe(order.Number);
        await world.SetFaultsAsync();
    }

    [Theory]
    [InlineData("merchant", "user_id")]
    [InlineData("merchant", "open_id")]
    [InlineData("service_provider", "user_id")]
    public async Task A_page_in_the_wallet_learns_the_payer_and_calls_the_wallet_up(string mode, string ids)
    {
        var counter = await CounterAsync(mode, wanted: new JsonObject { ["buyer_ids"] = ids });
        var order = counter.Order();
        var page = services.Page();

        var query = RunningSandbox.QueryOf(
            await world.VisitAsync(counter.Customer, page.AuthorizeUrl(counter.Account, "https://pay.example.com/q/1", "s1")!));
        query["state"].ShouldBe("s1");
        var payer = (await page.PayerAsync(counter.Account, query, default)).ShouldBeDone();
        payer.StartsWith("2088", StringComparison.Ordinal).ShouldBe(ids == "user_id");
        var callUp = (await page.OpenInWalletAsync(counter.Account, order, payer, "https://pay.example.com/q/1", default))
            .ShouldBeDone().ShouldBeOfType<GatewayCallUp.AlipayTrade>();
        (await counter.QueryAsync(order)).State.ShouldBe(GatewayPaymentState.Open);
        await world.PayAsync(counter.Customer, new JsonObject { ["tradeNO"] = callUp.TradeNumber }.ToJsonString());

        var paid = await world.HearAsync(services.Gateway(), counter.Account);
        (paid.Number, paid.Payer, paid.Transaction).ShouldBe((order.Number, payer, callUp.TradeNumber));
        // The code was good once.
        (await page.PayerAsync(counter.Account, query, default)).ShouldBeRejected().ShouldBe("gateway_payer_unknown");
    }

    [Fact]
    public async Task What_is_wrong_with_an_account_is_named()
    {
        var account = await world.OpenAccountAsync("service_provider");
        async Task<string> FindsAsync(string name, string value)
        {
            var (settings, secrets) = (account.Settings.ToDictionary(), account.Secrets.ToDictionary());
            (secrets.ContainsKey(name) ? secrets : settings)[name] = value;
            return (await services.Gateway().CheckAsync(account with { Settings = settings, Secrets = secrets }, default)).ShouldHaveSingleItem().Code;
        }

        (await services.Gateway().CheckAsync(account, default)).ShouldBeEmpty();
        (await FindsAsync("app_id", "2021000000000000")).ShouldBe("app_id_unknown");
        (await FindsAsync("app_private_key", TestKeys.Private(TestKeys.Stranger))).ShouldBe("app_private_key_wrong");
        (await FindsAsync("alipay_public_key", TestKeys.Public(TestKeys.Stranger))).ShouldBe("alipay_public_key_wrong");
        (await FindsAsync("app_auth_token", "202601BBnobodysword")).ShouldBe("app_auth_token_refused");
    }

    [Fact]
    public async Task Certificates_of_another_app_are_named()
    {
        var account = await world.OpenAccountAsync(verification: "certificate");
        var other = await world.OpenAccountAsync(verification: "certificate");
        var mixed = account with
        {
            Secrets = new Dictionary<string, string>(account.Secrets)
            {
                ["app_cert"] = other.Secrets["app_cert"],
                ["app_private_key"] = other.Secrets["app_private_key"],
            },
        };

        (await services.Gateway().CheckAsync(account, default)).ShouldBeEmpty();
        (await services.Gateway().CheckAsync(mixed, default)).ShouldHaveSingleItem().Code.ShouldBe("app_cert_wrong");
    }

    private async Task<Counter> CounterAsync(string mode = "merchant", string verification = "public_key", JsonObject? wanted = null) =>
        await Counter.OpenAsync(world, services, await world.OpenAccountAsync(mode, verification, wanted));
}
