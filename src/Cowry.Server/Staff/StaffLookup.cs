using Cowry.Primitives;
using Cowry.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Staff;

/// <summary>The way in which other slices find a person's name.</summary>
internal static class StaffLookup
{
    public static Task<string?> NameAsync(CowryContext db, MerchantId merchant, StaffId id, CancellationToken cancel) =>
        db.Set<StaffRow>().AsNoTracking()
            .Where(s => s.MerchantId == merchant && s.Id == id)
            .Select(s => (string?)s.Name)
            .SingleOrDefaultAsync(cancel);
}
