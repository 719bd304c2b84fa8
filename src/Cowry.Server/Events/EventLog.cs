using Cowry.Primitives;
using Cowry.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Events;

/// <summary>Reads the log. A page is bounded and in order.</summary>
internal sealed class EventLog(Database database)
{
    public const int PageSize = 100;

    public async Task<List<EventRow>> ReadAsync(MerchantId merchant, string stream, long after, int limit, CancellationToken cancel)
    {
        await using var db = database.Open();
        return await db.Set<EventRow>().AsNoTracking()
            .Where(e => e.MerchantId == merchant && e.Stream == stream && e.Seq > after)
            .OrderBy(e => e.Seq)
            .Take(limit)
            .ToListAsync(cancel);
    }

    public async Task<long> HeadAsync(MerchantId merchant, string stream, CancellationToken cancel)
    {
        await using var db = database.Open();
        return await db.Set<StreamHeadRow>().AsNoTracking()
            .Where(h => h.MerchantId == merchant && h.Stream == stream)
            .Select(h => h.Seq)
            .SingleOrDefaultAsync(cancel);
    }
}
