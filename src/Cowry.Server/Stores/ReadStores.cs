using Cowry.Primitives;
using Cowry.Server.Api;
using Cowry.Server.Data;
using Cowry.Server.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Stores;

/// <summary>GET /v1/stores and one of them. A terminal sees its own.</summary>
internal static class ReadStores
{
    public static async Task<IResult> ListAsync(HttpContext http, Paging paging, Database database, CancellationToken cancel)
    {
        await using var db = database.Open();
        var rows = Visible(db, Caller.Of(http));
        if (paging.After is { } after)
            rows = rows.Where(s => string.Compare((string)(object)s.Id, after) < 0);
        var page = await paging.ReadAsync(rows.OrderByDescending(s => s.Id), s => s.Id.Value, StoreWire.From, cancel);
        return Results.Json(page, Client.Wire.Json);
    }

    public static async Task<IResult> GetAsync(string id, HttpContext http, Database database, CancellationToken cancel)
    {
        await using var db = database.Open();
        var row = Id.TryParse<StoreId>(id, out var storeId)
            ? await Visible(db, Caller.Of(http)).SingleOrDefaultAsync(s => s.Id == storeId, cancel)
            : null;
        return Results.Json(StoreWire.From(row ?? throw Refusals.NotFound("store", id)), Client.Wire.Json);
    }

    private static IQueryable<StoreRow> Visible(CowryContext db, Caller caller)
    {
        var merchant = caller.Merchant;
        var rows = db.Set<StoreRow>().AsNoTracking().Where(s => s.MerchantId == merchant);
        return caller.Store is { } own ? rows.Where(s => s.Id == own) : rows;
    }
}
