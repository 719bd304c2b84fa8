using Cowry.Primitives;
using Cowry.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Identity.People;

/// <summary>The way in which other slices find a user.</summary>
internal static class PeopleLookup
{
    public static Task<string?> EmailAsync(CowryContext db, UserId id, CancellationToken cancel) =>
        db.Set<CowryUser>().AsNoTracking().Where(user => user.Id == id.Value).Select(user => user.Email).SingleOrDefaultAsync(cancel);
}
