using Cowry.Client.Events;
using Cowry.Client.Payments;
using Cowry.Server.Tests.Hosting;

namespace Cowry.Server.Tests.Payments;

/// <summary>Cancelling, expiring, and money that comes when nobody waits for it any more.</summary>
public sealed class ClosingAndLateMoney(World world)
{
    [Theory, OnEachDatabase]
    public async Task A_cancelled_payment_cannot_be_paid(string database)
    {
        using var shop = await world.ShopAsync(database);
        var payment = await shop.TakeAsync(500);
        (await shop.CloseAsync(payment.Id)).Status.ShouldBe(PaymentStatus.Closed);
        await Should.ThrowAsync<HttpRequestException>(() => shop.CustomerPaysAsync(payment));
        (await shop.CloseAsync(payment.Id)).Status.ShouldBe(PaymentStatus.Closed);
        (await shop.EventsAsync()).Count(e => e.Type == EventTypes.PaymentClosed).ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task Cancelling_what_was_paid_says_that_it_was_paid(string database)
    {
        using var shop = await world.ShopAsync(database);
        var payment = await shop.TakeAsync(500);
        await shop.CustomerPaysAsync(payment);
        await shop.UntilAsync(payment.Id, PaymentStatus.Succeeded);
        using var answer = await shop.SendAsync(HttpMethod.Post, $"/v1/payments/{payment.Id}/close", null);
        ((int)answer.StatusCode).ShouldBe(409);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("\"payment_already_succeeded\"");
    }

    [Theory, OnEachDatabase]
    public async Task Money_after_the_close_makes_it_succeed_late_and_says_so(string database)
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await sandbox.FaultsAsync(new { wechat_pay = new { late_success_after_close = true } });
        using var shop = await Shop.OpenAsync(await world.ServerAsync(database), sandbox);
        var payment = await shop.TakeAsync(990);
        (await shop.CloseAsync(payment.Id)).Status.ShouldBe(PaymentStatus.Closed);

        await shop.CustomerPaysAsync(payment);
        var late = await shop.UntilAsync(payment.Id, PaymentStatus.Succeeded);
        late.Late.ShouldBeTrue();
        var types = (await shop.EventsAsync()).Select(e => e.Type).ToList();
        types.ShouldBe([EventTypes.PaymentCreated, EventTypes.PaymentClosed, EventTypes.PaymentSucceeded, EventTypes.PaymentLateSuccess]);
    }

    [Theory, OnEachDatabase]
    public async Task An_unpaid_code_expires_and_is_closed_at_the_gateway(string database)
    {
        await using var own = await TestDatabase.CreateAsync(database);
        await using var server = await RunningServer.StartAsync(own, "--Cowry:QrLifetime=00:00:02");
        using var shop = await Shop.OpenAsync(server, world.Sandbox);
        var payment = await shop.TakeAsync(990);
        var closed = await shop.UntilAsync(payment.Id, PaymentStatus.Closed);
        closed.ClosedAt.ShouldNotBeNull();
        var mchid = shop.Gateway["mchid"]!.GetValue<string>();
        (await world.Sandbox.TransactionAsync(mchid, payment.GatewayNumber!))!["trade_state"]!.GetValue<string>().ShouldBe("CLOSED");
    }
}
