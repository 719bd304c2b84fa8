using Cowry.Client.Events;
using Cowry.Client.Payments;
using Cowry.Primitives;
using Cowry.Server.Ledger;
using Cowry.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Tests.Payments;

/// <summary>The straight way: amount, QR, scan, money.</summary>
public sealed class TakingAPayment(World world)
{
    [Theory, OnEachDatabase]
    public async Task A_customer_scans_the_code_and_the_payment_succeeds(string database)
    {
        using var shop = await world.ShopAsync(database);
        var payment = await shop.TakeAsync(1250);
        payment.Status.ShouldBe(PaymentStatus.Pending);
        payment.Qr!.Content.ShouldStartWith("weixin://");

        await shop.CustomerPaysAsync(payment);
        var paid = await shop.UntilAsync(payment.Id, PaymentStatus.Succeeded);

        paid.Qr.ShouldBeNull();
        paid.Fee.ShouldBe(8);
        paid.FeeStatus.ShouldBe(FeeStatus.Estimated);
        paid.Late.ShouldBeFalse();
        paid.GatewayTransaction.ShouldNotBeNullOrEmpty();
        var types = (await shop.EventsAsync()).Select(e => e.Type).ToList();
        types.ShouldBe([EventTypes.PaymentCreated, EventTypes.PaymentSucceeded]);
    }

    [Theory, OnEachDatabase]
    public async Task The_books_balance_and_name_the_event(string database)
    {
        using var shop = await world.ShopAsync(database);
        long[] amounts = [1, 83, 84, 1250, 100_000];
        foreach (var amount in amounts)
        {
            var payment = await shop.TakeAsync(amount);
            await shop.CustomerPaysAsync(payment);
            await shop.UntilAsync(payment.Id, PaymentStatus.Succeeded);
        }

        await using var db = shop.Server.Database.Open();
        var balances = await db.Set<BalanceRow>().Where(b => b.MerchantId == shop.Merchant).ToDictionaryAsync(b => b.Account, b => b.Balance.Fen);
        var fees = amounts.Sum(amount => new Rate(6000).Of(new Money(amount)).Fen);
        balances[$"sales:{shop.Store}"].ShouldBe(-amounts.Sum());
        balances[$"gateway_receivable:{shop.Account}"].ShouldBe(amounts.Sum() - fees);
        balances[$"fees:{shop.Store}"].ShouldBe(fees);
        balances.Values.Sum().ShouldBe(0);

        var succeeded = (await shop.EventsAsync()).Where(e => e.Type == EventTypes.PaymentSucceeded).Select(e => e.Seq).ToHashSet();
        var postings = await db.Set<PostingRow>().Where(p => p.MerchantId == shop.Merchant).ToListAsync();
        postings.ShouldAllBe(p => succeeded.Contains(p.Seq));
    }

    [Theory, OnEachDatabase]
    public async Task Asking_again_with_the_same_id_finds_the_same_payment(string database)
    {
        using var shop = await world.ShopAsync(database);
        var id = Id.New<PaymentId>(TimeProvider.System.GetUtcNow()).Value;
        var first = await shop.TakeAsync(700, id);
        var again = await shop.TakeAsync(700, id);
        again.GatewayNumber.ShouldBe(first.GatewayNumber);
        again.Number.ShouldBe(first.Number);

        using var other = await shop.SendAsync(HttpMethod.Post, "/v1/payments", new { id, store = shop.Store.Value, amount = 701, flow = "show_qr" });
        ((int)other.StatusCode).ShouldBe(409);
        (await other.Content.ReadAsStringAsync()).ShouldContain("\"id_taken\"");
    }

    [Theory, OnEachDatabase]
    public async Task Numbers_for_people_count_up_within_the_stores_day(string database)
    {
        using var shop = await world.ShopAsync(database);
        var payments = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => shop.TakeAsync(100)));
        payments.Select(p => p.Number[^4..]).Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(1, 20).Select(n => $"{n:0000}"));
    }

    [Theory, OnEachDatabase]
    public async Task The_list_is_newest_first_and_its_pages_meet_without_a_gap(string database)
    {
        using var shop = await world.ShopAsync(database);
        var made = new List<string>();
        for (var i = 0; i < 7; i++)
            made.Add((await shop.TakeAsync(100 + i)).Id);
        made.Reverse();

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await shop.GetAsync<Client.Page<Payment>>($"/v1/payments?limit=3{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(page.Data.Select(p => p.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        seen.ShouldBe(made);
        (await shop.GetAsync<Client.Page<Payment>>("/v1/payments?status=succeeded")).Data.ShouldBeEmpty();
    }

    [Theory, OnEachDatabase]
    public async Task A_shop_without_a_gateway_account_is_told_so(string database)
    {
        using var shop = await world.ShopAsync(database);
        using (var off = await shop.SendAsync(HttpMethod.Patch, $"/v1/payment_accounts/{shop.Account}", new { enabled = false }))
            off.EnsureSuccessStatusCode();
        using var answer = await shop.SendAsync(HttpMethod.Post, "/v1/payments", new { store = shop.Store.Value, amount = 1, flow = "show_qr" });
        ((int)answer.StatusCode).ShouldBe(422);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("\"no_payment_account\"");
    }

    [Theory, OnEachDatabase]
    public async Task Another_merchants_store_and_payment_do_not_exist(string database)
    {
        using var mine = await world.ShopAsync(database);
        using var theirs = await world.ShopAsync(database);
        var payment = await theirs.TakeAsync(100);
        using var take = await mine.SendAsync(HttpMethod.Post, "/v1/payments", new { store = theirs.Store.Value, amount = 1, flow = "show_qr" });
        ((int)take.StatusCode).ShouldBe(404);
        using var close = await mine.SendAsync(HttpMethod.Post, $"/v1/payments/{payment.Id}/close", null);
        ((int)close.StatusCode).ShouldBe(404);
        using var read = await mine.Http.GetAsync($"/v1/payments/{payment.Id}");
        ((int)read.StatusCode).ShouldBe(404);
    }
}
