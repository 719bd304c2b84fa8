using Cowry.Primitives;
using Cowry.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Terminals;

/// <summary>The way in which other slices find a terminal's name.</summary>
internal static class TerminalLookup
{
    public static Task<string?> NameAsync(CowryContext db, MerchantId merchant, TerminalId id, CancellationToken cancel) =>
        db.Set<TerminalRow>().AsNoTracking()
            .Where(t => t.MerchantId == merchant && t.Id == id)
            .Select(t => (string?)t.Name)
            .SingleOrDefaultAsync(cancel);
}
