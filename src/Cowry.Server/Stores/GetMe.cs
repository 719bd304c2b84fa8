using Cowry.Client.Stores;
using Cowry.Server.Data;
using Cowry.Server.Identity;
using Cowry.Server.Identity.People;
using Cowry.Server.Staff;
using Cowry.Server.Terminals;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Stores;

/// <summary>GET /v1/me.</summary>
internal static class GetMe
{
    public static async Task<IResult> HandleAsync(HttpContext http, Database database, CancellationToken cancel)
    {
        var caller = Caller.Of(http);
        var merchant = caller.Merchant;
        await using var db = database.Open();
        var name = await db.Set<MerchantRow>().AsNoTracking().Where(m => m.Id == merchant).Select(m => m.Name).SingleAsync(cancel);
        return Results.Json(
            new Me
            {
                Merchant = merchant.Value,
                MerchantName = name,
                Terminal = caller.Terminal?.Value,
                TerminalName = caller.Terminal is { } terminal ? await TerminalLookup.NameAsync(db, merchant, terminal, cancel) : null,
                Store = caller.Store?.Value,
                StoreName = caller.Store is { } store ? (await StoreLookup.FindAsync(db, merchant, store, cancel))?.Name : null,
                Staff = caller.Staff?.Value,
                StaffName = caller.Staff is { } staff ? await StaffLookup.NameAsync(db, merchant, staff, cancel) : null,
                User = caller.User?.Value,
                Email = caller.User is { } user ? await PeopleLookup.EmailAsync(db, user, cancel) : null,
                ApiKey = caller.ApiKey?.Value,
                Scopes = [.. caller.Scopes.Order(StringComparer.Ordinal)],
            },
            Client.Wire.Json);
    }
}
