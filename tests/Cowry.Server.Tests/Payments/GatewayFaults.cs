using Cowry.Client.Events;
using Cowry.Client.Payments;
using Cowry.Server.Tests.Hosting;

namespace Cowry.Server.Tests.Payments;

/// <summary>Every fault switch of the simulated gateway that concerns a QR payment: the money is right at the end.</summary>
public sealed class GatewayFaults(World world)
{
    public static TheoryData<string, string> LostNotifications() => Each("lose", "delay:1500", "duplicate:3", "before_response", "bad_signature:2");

    public static TheoryData<string, string> BrokenCreates() => Each("http_500:1", "timeout:1", "rate_limit:1", "rubbish:1", "bad_signature:1");

    public static TheoryData<string, string> BrokenQueries() => Each("http_500:2", "rate_limit:2", "rubbish:2", "bad_signature:2", "timeout:1");

    [Theory, MemberData(nameof(LostNotifications))]
    public async Task However_the_notification_fares_the_payment_is_credited_once(string database, string fault)
    {
        await using var sandbox = await RunningSandbox.StartAsync("--time-scale", "60");
        using var shop = await OpenAsync(database, sandbox, new { wechat_pay = new { notify = fault } });
        var payment = await shop.TakeAsync(1880);
        await shop.CustomerPaysAsync(payment);
        await shop.UntilAsync(payment.Id, PaymentStatus.Succeeded);
        await CreditedOnceAsync(shop, payment);
    }

    [Theory, MemberData(nameof(BrokenCreates))]
    public async Task A_create_that_breaks_stays_open_and_gets_its_code_later(string database, string fault)
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        using var shop = await OpenAsync(database, sandbox, new { wechat_pay = new { create = fault } });
        var payment = await shop.TakeAsync(1880);
        if (payment.Qr is null)
        {
            payment.Status.ShouldBe(PaymentStatus.Pending);
            payment.Problem!.Code.ShouldStartWith("gateway_");
        }

        payment = await shop.UntilAsync(payment.Id, p => p.Qr is not null);
        payment.Problem.ShouldBeNull();
        await shop.CustomerPaysAsync(payment);
        await shop.UntilAsync(payment.Id, PaymentStatus.Succeeded);
        await CreditedOnceAsync(shop, payment);
    }

    [Theory, MemberData(nameof(BrokenQueries))]
    public async Task Queries_that_break_are_asked_again_until_the_truth_is_known(string database, string fault)
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        using var shop = await OpenAsync(database, sandbox, new { wechat_pay = new { notify = "lose", query = fault } });
        var payment = await shop.TakeAsync(1880);
        await shop.CustomerPaysAsync(payment);
        await shop.UntilAsync(payment.Id, PaymentStatus.Succeeded);
        await CreditedOnceAsync(shop, payment);
    }

    [Theory, MemberData(nameof(BrokenQueries))]
    public async Task A_close_that_breaks_goes_on_until_the_gateway_has_closed(string database, string fault)
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        using var shop = await OpenAsync(database, sandbox, new { wechat_pay = new { close = fault } });
        var payment = await shop.TakeAsync(1880);
        await shop.CloseAsync(payment.Id);
        await shop.UntilAsync(payment.Id, PaymentStatus.Closed);
        await Should.ThrowAsync<HttpRequestException>(() => shop.CustomerPaysAsync(payment));
    }

    [Theory, OnEachDatabase]
    public async Task A_refusal_fails_the_payment_and_says_why(string database)
    {
        using var shop = await world.ShopAsync(database);

        // The gateway's merchant is known, its appid is somebody else's: refused for good.
        using (var other = await shop.SendAsync(HttpMethod.Patch, $"/v1/payment_accounts/{shop.Account}", new
        {
            wechat_pay = new
            {
                mode = "merchant",
                verification = "public_key",
                appid = "wx0000000000000000",
                mchid = shop.Gateway["mchid"]!.GetValue<string>(),
                merchant_serial = shop.Gateway["merchant_serial"]!.GetValue<string>(),
                public_key_id = shop.Gateway["public_key_id"]!.GetValue<string>(),
                base_url = shop.Sandbox.Address,
            },
        }))
        {
            other.EnsureSuccessStatusCode();
        }

        var payment = await shop.TakeAsync(1);
        payment.Status.ShouldBe(PaymentStatus.Failed);
        payment.Problem!.Code.ShouldNotBeNullOrEmpty();
        (await shop.EventsAsync()).Select(e => e.Type).ShouldBe([EventTypes.PaymentCreated, EventTypes.PaymentFailed]);
    }

    private static TheoryData<string, string> Each(params string[] faults)
    {
        var rows = new TheoryData<string, string>();
        foreach (var fault in faults)
        {
            rows.Add(TestDatabase.Sqlite, fault);
            rows.Add(TestDatabase.Postgres, fault);
        }

        return rows;
    }

    private async Task<Shop> OpenAsync(string database, RunningSandbox sandbox, object faults)
    {
        var shop = await Shop.OpenAsync(await world.ServerAsync(database), sandbox);
        await sandbox.FaultsAsync(faults);
        return shop;
    }

    private static async Task CreditedOnceAsync(Shop shop, Payment payment)
    {
        var events = await shop.EventsAsync();
        events.Count(e => e.Type == EventTypes.PaymentSucceeded).ShouldBe(1);
        var transaction = await shop.Sandbox.TransactionAsync(shop.Gateway["mchid"]!.GetValue<string>(), payment.GatewayNumber!);
        transaction!["trade_state"]!.GetValue<string>().ShouldBe("SUCCESS");
        transaction["amount"]!.GetValue<long>().ShouldBe(payment.Amount);
    }
}
