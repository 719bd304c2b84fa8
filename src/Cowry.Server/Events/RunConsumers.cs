using Cowry.Server.Commands;
using Cowry.Server.Data;
using Cowry.Server.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Events;

/// <summary>
/// Brings consumers up to date. A claimed cursor is theirs for the lease; the events after it are handled in one transaction that also moves it, on
/// condition that nobody moved it meanwhile. An event that cannot be handled is tried again with growing pauses and holds up only its own cursor.
/// </summary>
internal sealed class RunConsumers(
    Database database, CommandRunner commands, ConsumerCatalog catalog, ConsumerMetrics metrics, Wakes wakes, TimeProvider time, ILogger<RunConsumers> log)
    : Worker(wakes.Worker(Wakes.Consumers), log)
{
    private const int PageSize = 50;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a round waits for company: claiming and moving a cursor are two commits, and events that come within so short a time share them.
    /// </summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(30);

    protected override async Task<TimeSpan> WorkAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (!await database.AnyCursorDueAsync(now, cancel))
            return TimeSpan.FromSeconds(1);
        await Task.Delay(Gathering, time, cancel);
        var claims = await database.ClaimCursorsAsync(now, Lease, 16, cancel);
        await Parallel.ForEachAsync(claims, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancel }, RunAsync);
        return claims.Count > 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(1);
    }

    private async ValueTask RunAsync(CursorClaim claim, CancellationToken cancel)
    {
        try
        {
            await HandlePageAsync(claim, cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "Consumer {Consumer} failed on {Stream} after {Position}", claim.Consumer, claim.Stream, claim.Position);
            await PauseAsync(claim, cancel);
        }
    }

    private Task<bool> HandlePageAsync(CursorClaim claim, CancellationToken cancel) => commands.StepAsync(
        Request.Worker(claim.Merchant),
        async work =>
        {
            var consumer = catalog.Find(claim.Consumer);
            var types = consumer?.Types ?? [];
            var merchant = claim.Merchant;
            var events = await work.Db.Set<EventRow>().AsNoTracking()
                .Where(e => e.MerchantId == merchant && e.Stream == claim.Stream && e.Seq > claim.Position && e.Seq <= claim.DueSeq && types.Contains(e.Type))
                .OrderBy(e => e.Seq)
                .Take(PageSize)
                .ToListAsync(cancel);
            foreach (var e in events)
            {
                await consumer!.HandleAsync(work, e, cancel);
                metrics.Handled(claim.Consumer, work.Now - e.At);
            }

            var position = events.Count == PageSize ? events[^1].Seq : claim.DueSeq;
            await MoveAsync(work, claim, position, cancel);
            return true;
        },
        cancel);

    private static async Task MoveAsync(Work work, CursorClaim claim, long position, CancellationToken cancel)
    {
        // Saved first, so that the cursor's lock is taken after all others, as an append does.
        await work.Db.SaveChangesAsync(cancel);
        var (merchant, never) = (claim.Merchant, DateTimeOffset.UnixEpoch);
        work.BeforeCommit = async () =>
        {
            var moved = await work.Db.Set<CursorRow>()
                .Where(c => c.MerchantId == merchant && c.Consumer == claim.Consumer && c.Stream == claim.Stream && c.Position == claim.Position)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(c => c.Position, position).SetProperty(c => c.ClaimedUntil, never).SetProperty(c => c.Failures, 0),
                    cancel);
            if (moved != 1)
                throw new InvalidOperationException($"cursor {claim.Consumer} of {claim.Stream} was moved by another worker");
        };
    }

    private async Task PauseAsync(CursorClaim claim, CancellationToken cancel)
    {
        var merchant = claim.Merchant;
        var until = time.GetUtcNow() + TimeSpan.FromSeconds(Math.Min(300, 1 << Math.Min(claim.Failures, 8)));
        await database.WriteAsync(
            async db => (true, await db.Set<CursorRow>()
                .Where(c => c.MerchantId == merchant && c.Consumer == claim.Consumer && c.Stream == claim.Stream && c.Position == claim.Position)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.ClaimedUntil, until).SetProperty(c => c.Failures, c => c.Failures + 1), cancel)),
            cancel);
    }
}
