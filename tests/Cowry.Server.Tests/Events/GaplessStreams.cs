using Cowry.Client.Events;
using Cowry.Server.Commands;
using Cowry.Server.Events;
using Cowry.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cowry.Server.Tests.Events;

/// <summary>However many write at once, and however many of them give up midway, a stream's numbers have no gap and a reader never skips one.</summary>
public sealed class GaplessStreams(World world)
{
    [Theory, OnEachDatabase]
    public async Task Writers_at_once_and_rollbacks_leave_no_gap_and_readers_miss_nothing(string database)
    {
        using var shop = await world.ShopAsync(database);
        const int Writers = 8;
        const int Each = 40;
        using var done = new CancellationTokenSource();
        var reader = ReadAlongAsync(shop, done.Token);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAsync(shop, writer, Each)));
        await done.CancelAsync();
        var seen = await reader;

        var all = await shop.EventsAsync();
        const int Expected = Writers * Each;
        all.Count.ShouldBe(Expected);
        all.Select(e => e.Seq).ShouldBe(Enumerable.Range(1, Expected).Select(n => (long)n));
        seen.ShouldBe(Enumerable.Range(1, seen.Count).Select(n => (long)n));
    }

    /// <summary>
    /// Every writer appends to two streams in one command, in both orders, so that a wrong lock order would deadlock; every second one gives up at
    /// the last moment.
    /// </summary>
    private static async Task WriteAsync(Shop shop, int writer, int count)
    {
        var commands = shop.Server.Services.GetRequiredService<CommandRunner>();
        var (first, second) = writer % 2 == 0 ? (shop.Store.Value, shop.Merchant.Value) : (shop.Merchant.Value, shop.Store.Value);
        for (var i = 0; i < count; i++)
        {
            await AppendAsync(commands, shop, first, second, giveUp: false);
            await Should.ThrowAsync<InvalidOperationException>(() => AppendAsync(commands, shop, first, second, giveUp: true));
        }
    }

    private static Task<bool> AppendAsync(CommandRunner commands, Shop shop, string first, string second, bool giveUp) => commands.StepAsync(
        Request.Worker(shop.Merchant),
        work =>
        {
            work.Append(first, EventTypes.PrintQueued, new { giveUp });
            work.Append(second, EventTypes.PrintQueued, new { giveUp });
            if (giveUp)
                work.BeforeCommit = () => throw new InvalidOperationException("given up after the numbers were taken");
            return Task.FromResult(true);
        },
        CancellationToken.None);

    private static async Task<List<long>> ReadAlongAsync(Shop shop, CancellationToken done)
    {
        var log = shop.Server.Services.GetRequiredService<EventLog>();
        var seen = new List<long>();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (!done.IsCancellationRequested)
        {
            await tick.WaitForNextTickAsync(CancellationToken.None);
            var rows = await log.ReadAsync(shop.Merchant, shop.Store.Value, seen.Count == 0 ? 0 : seen[^1], 10, CancellationToken.None);
            seen.AddRange(rows.Select(row => row.Seq));
        }

        return seen;
    }
}
