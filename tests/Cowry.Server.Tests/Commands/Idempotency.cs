using System.Net;
using Cowry.Client.Events;
using Cowry.Client.Payments;
using Cowry.Server.Commands;
using Cowry.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Tests.Commands;

/// <summary>The same key gives the same answer, whoever asks how often and whatever broke in between.</summary>
public sealed class Idempotency(World world)
{
    [Theory, OnEachDatabase]
    public async Task The_same_key_and_body_give_the_first_answer_again(string database)
    {
        using var shop = await world.ShopAsync(database);
        var body = new { store = shop.Store.Value, amount = 1250, flow = "show_qr" };
        using var first = await shop.SendAsync(HttpMethod.Post, "/v1/payments", body, "k1");
        using var again = await shop.SendAsync(HttpMethod.Post, "/v1/payments", body, "k1");
        (await again.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        again.StatusCode.ShouldBe(HttpStatusCode.Created);
        again.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        first.Headers.Contains("Idempotency-Replayed").ShouldBeFalse();
    }

    [Theory, OnEachDatabase]
    public async Task The_same_key_with_another_body_is_refused(string database)
    {
        using var shop = await world.ShopAsync(database);
        await shop.TakeAsync(100, key: "k2");
        using var other = await shop.SendAsync(HttpMethod.Post, "/v1/payments", new { store = shop.Store.Value, amount = 101, flow = "show_qr" }, "k2");
        other.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await other.Content.ReadAsStringAsync()).ShouldContain("\"idempotency_key_reused\"");
    }

    [Theory, OnEachDatabase]
    public async Task A_crowd_with_one_key_makes_one_payment(string database)
    {
        using var shop = await world.ShopAsync(database);
        var body = new { store = shop.Store.Value, amount = 4200, flow = "show_qr" };
        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => shop.SendAsync(HttpMethod.Post, "/v1/payments", body, "crowd")));
        foreach (var answer in answers)
            ((int)answer.StatusCode).ShouldBeOneOf(201, 409);
        answers.ShouldContain(answer => answer.StatusCode == HttpStatusCode.Created);
        (await shop.EventsAsync()).Count(e => e.Type == EventTypes.PaymentCreated).ShouldBe(1);
        (await shop.GetAsync<Client.Page<Payment>>("/v1/payments")).Data.Count.ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task A_key_whose_request_died_midway_goes_on_with_what_it_began(string database)
    {
        using var shop = await world.ShopAsync(database);
        var first = await shop.TakeAsync(1250, key: "dead");

        // What a kill between the two transactions leaves: the intent and the key without an answer.
        await using (var db = shop.Server.Database.Open())
        {
            await db.Set<IdempotencyRow>().Where(k => k.MerchantId == shop.Merchant && k.Key.EndsWith(":dead")).ExecuteUpdateAsync(
                set => set.SetProperty(k => k.Status, (int?)null).SetProperty(k => k.Body, (string?)null));
        }

        using var running = await shop.SendAsync(HttpMethod.Post, "/v1/payments", Same(shop), "dead");
        running.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await running.Content.ReadAsStringAsync()).ShouldContain("\"idempotency_key_in_progress\"");
        running.Headers.RetryAfter.ShouldNotBeNull();

        await using (var db = shop.Server.Database.Open())
        {
            await db.Set<IdempotencyRow>().Where(k => k.MerchantId == shop.Merchant && k.Key.EndsWith(":dead")).ExecuteUpdateAsync(
                set => set.SetProperty(k => k.HeldUntil, DateTimeOffset.UnixEpoch));
        }

        var again = await shop.PostAsync<Payment>("/v1/payments", Same(shop), "dead");
        again.Id.ShouldBe(first.Id);
        (await shop.EventsAsync()).Count(e => e.Type == EventTypes.PaymentCreated).ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task A_refused_request_leaves_its_key_free(string database)
    {
        using var shop = await world.ShopAsync(database);
        using var wrong = await shop.SendAsync(HttpMethod.Post, "/v1/payments", new { store = shop.Store.Value, amount = 0, flow = "show_qr" }, "k3");
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await shop.TakeAsync(100, key: "k3")).Amount.ShouldBe(100);
    }

    [Theory, OnEachDatabase]
    public async Task Two_merchants_may_use_the_same_key(string database)
    {
        using var mine = await world.ShopAsync(database);
        using var theirs = await world.ShopAsync(database);
        (await mine.TakeAsync(100, key: "shared")).Id.ShouldNotBe((await theirs.TakeAsync(100, key: "shared")).Id);
    }

    [Theory]
    [InlineData(TestDatabase.Sqlite, 256, 'x')]
    [InlineData(TestDatabase.Sqlite, 10, '\u007f')]
    public async Task A_key_that_cannot_be_one_is_refused(string database, int length, char character)
    {
        using var shop = await world.ShopAsync(database);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/payments/pay_00000000000000000000000000/close");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", new string(character, length));
        using var answer = await shop.Http.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static object Same(Shop shop) => new { id = (string?)null, store = shop.Store.Value, amount = 1250L, method = "wechat_pay", flow = "show_qr" };
}
