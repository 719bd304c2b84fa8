using Cowry.Server.Data;
using Cowry.Server.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Events;

/// <summary>
/// Finds what other processes on the same database appended to streams that are followed here: one query a second over the heads of just those
/// streams. With Redis configured this is only the net below the hints.
/// </summary>
internal sealed class WatchHeads(Database database, Wakes wakes, ServerOptions options, ILogger<WatchHeads> log)
    : Worker(wakes.Worker("heads"), log)
{
    protected override async Task<TimeSpan> WorkAsync(CancellationToken cancel)
    {
        if (!options.MayHavePeers)
            return TimeSpan.FromHours(1);
        foreach (var merchant in wakes.FollowedStreams.GroupBy(s => s.Merchant))
        {
            await using var db = database.Open();
            var streams = merchant.Select(s => s.Stream).ToList();
            var heads = db.Set<StreamHeadRow>().AsNoTracking()
                .Where(h => h.MerchantId == merchant.Key && streams.Contains(h.Stream))
                .AsAsyncEnumerable();
            await foreach (var head in heads.WithCancellation(cancel))
                wakes.StreamMoved(merchant.Key, head.Stream, head.Seq);
        }

        return TimeSpan.FromMilliseconds(options.Redis is null ? 500 : 2000);
    }
}
