using Cowry.Client.Events;
using Cowry.Client.Payments;
using Cowry.Server.Ledger;
using Cowry.Server.Payments;
using Cowry.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cowry.Server.Tests.Payments;

/// <summary>
/// One payment settled by notification, poll, query and close at once: whoever wins, the money is credited once. The race is really run, some hundred
/// times a database.
/// </summary>
public sealed class SettleRaces(World world)
{
    private const int Rounds = 200;

    [Theory, OnEachDatabase]
    public async Task Notification_poll_query_and_close_credit_a_payment_once(string database)
    {
        using var shop = await world.ShopAsync(database);
        var ask = shop.Server.Services.GetRequiredService<AskGateway>();
        await Parallel.ForEachAsync(Enumerable.Range(0, Rounds), new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (round, _) =>
        {
            var payment = await shop.TakeAsync(100 + round);
            var row = await RowAsync(shop, payment.Id);

            // The customer pays, which sets the notification going, while everything else asks or closes.
            var customer = TryPayAsync(shop, payment);
            await Task.WhenAll(
                customer,
                ask.OnceAsync(row, CancellationToken.None),
                ask.OnceAsync(row, CancellationToken.None),
                TryCloseAsync(shop, payment),
                shop.PaymentAsync(payment.Id));
            var end = await shop.UntilAsync(payment.Id, p => p.Status != PaymentStatus.Pending);
            end.Status.ShouldBe(await customer ? PaymentStatus.Succeeded : PaymentStatus.Closed);
        });

        await BooksAreRightAsync(shop);
    }

    private static async Task BooksAreRightAsync(Shop shop)
    {
        var events = await shop.EventsAsync();
        events.Select(e => e.Seq).ShouldBe(Enumerable.Range(1, events.Count).Select(n => (long)n));
        var succeeded = events.Where(e => e.Type == EventTypes.PaymentSucceeded).Select(e => e.Data.GetProperty("id").GetString()).ToList();
        succeeded.ShouldBeUnique();

        await using var db = shop.Server.Database.Open();
        var paid = await db.Set<PaymentRow>()
            .Where(p => p.MerchantId == shop.Merchant && p.Status == Domain.Payments.PaymentStatus.Succeeded)
            .ToListAsync();
        paid.Count.ShouldBe(succeeded.Count);
        var balance = await db.Set<BalanceRow>().SingleOrDefaultAsync(b => b.MerchantId == shop.Merchant && b.Account == $"sales:{shop.Store}");
        (balance?.Balance.Fen ?? 0).ShouldBe(-paid.Sum(p => p.Amount.Fen));
        paid.Count.ShouldBeGreaterThan(0);
    }

    private static async Task<PaymentRow> RowAsync(Shop shop, string id)
    {
        await using var db = shop.Server.Database.Open();
        var paymentId = new Primitives.PaymentId(id);
        return await db.Set<PaymentRow>().AsNoTracking().SingleAsync(p => p.MerchantId == shop.Merchant && p.Id == paymentId);
    }

    private static async Task<bool> TryPayAsync(Shop shop, Payment payment)
    {
        try
        {
            await shop.CustomerPaysAsync(payment, "bob");
            return true;
        }
        catch (HttpRequestException)
        {
            // The shop's close was faster: the phone says that the code is dead.
            return false;
        }
    }

    private static async Task TryCloseAsync(Shop shop, Payment payment)
    {
        using var answer = await shop.SendAsync(HttpMethod.Post, $"/v1/payments/{payment.Id}/close", null);
        ((int)answer.StatusCode).ShouldBeOneOf(200, 409);
    }
}
