using Cowry.Primitives;
using Cowry.Server.Api;
using Cowry.Server.Data;
using Cowry.Server.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Stores;

/// <summary>What other slices may know of a store.</summary>
internal sealed record StoreFacts(StoreId Id, string Name, string? Phone, string? Address, string TimeZone);

/// <summary>The way in which other slices find a store.</summary>
internal static class StoreLookup
{
    public static Task<StoreFacts?> FindAsync(CowryContext db, MerchantId merchant, StoreId id, CancellationToken cancel) =>
        db.Set<StoreRow>().AsNoTracking()
            .Where(s => s.MerchantId == merchant && s.Id == id)
            .Select(s => new StoreFacts(s.Id, s.Name, s.Phone, s.Address, s.TimeZone))
            .SingleOrDefaultAsync(cancel);

    /// <summary>A store of the caller's merchant, and of the caller's terminal where there is one; a refusal otherwise.</summary>
    public static async Task<StoreFacts> RequireAsync(CowryContext db, Caller caller, StoreId id, CancellationToken cancel) =>
        (caller.Store is null || caller.Store == id ? await FindAsync(db, caller.Merchant, id, cancel) : null)
            ?? throw Refusals.NotFound("store", id.Value);
}
