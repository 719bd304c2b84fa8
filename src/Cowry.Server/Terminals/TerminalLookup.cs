using Cowry.Client.Terminals;
using Cowry.Primitives;
using Cowry.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Terminals;

/// <summary>The way in which other slices find a terminal.</summary>
internal static class TerminalLookup
{
    public static Task<string?> NameAsync(CowryContext db, MerchantId merchant, TerminalId id, CancellationToken cancel) =>
        db.Set<TerminalRow>().AsNoTracking()
            .Where(t => t.MerchantId == merchant && t.Id == id)
            .Select(t => (string?)t.Name)
            .SingleOrDefaultAsync(cancel);

    /// <summary>The store in which the terminal stands; null when there is no such terminal or it was revoked.</summary>
    public static Task<StoreId?> ActiveStoreAsync(CowryContext db, MerchantId merchant, TerminalId id, CancellationToken cancel) =>
        db.Set<TerminalRow>().AsNoTracking()
            .Where(t => t.MerchantId == merchant && t.Id == id && t.Status == TerminalStatus.Active)
            .Select(t => (StoreId?)t.StoreId)
            .SingleOrDefaultAsync(cancel);

    public static Task SeenAsync(CowryContext db, MerchantId merchant, TerminalId id, DateTimeOffset at, CancellationToken cancel) =>
        db.Set<TerminalRow>()
            .Where(t => t.MerchantId == merchant && t.Id == id)
            .ExecuteUpdateAsync(row => row.SetProperty(t => t.LastSeenAt, at), cancel);
}
