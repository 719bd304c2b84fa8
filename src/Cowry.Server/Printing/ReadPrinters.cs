using Cowry.Primitives;
using Cowry.Server.Api;
using Cowry.Server.Data;
using Cowry.Server.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Printing;

/// <summary>GET /v1/printers and one of them.</summary>
internal static class ReadPrinters
{
    public static async Task<IResult> ListAsync(HttpContext http, Paging paging, Database database, string? store, CancellationToken cancel)
    {
        var caller = Caller.Of(http);
        await using var db = database.Open();
        var rows = db.Set<PrinterRow>().AsNoTracking().Where(p => p.MerchantId == caller.Merchant);
        if (store is not null)
        {
            var check = new Check();
            var id = check.Id<StoreId>(store, "store");
            check.Refuse();
            rows = rows.Where(p => p.StoreId == id);
        }

        if (caller.Store is { } own)
            rows = rows.Where(p => p.StoreId == own);
        if (paging.After is { } after)
            rows = rows.Where(p => string.Compare((string)(object)p.Id, after) < 0);
        var page = await paging.ReadAsync(rows.OrderByDescending(p => p.Id), p => p.Id.Value, PrintingWire.From, cancel);
        return Results.Json(page, Client.Wire.Json);
    }

    public static async Task<IResult> GetAsync(string id, HttpContext http, Database database, CancellationToken cancel)
    {
        await using var db = database.Open();
        return Results.Json(PrintingWire.From(await FindAsync(db, Caller.Of(http), id, cancel)), Client.Wire.Json);
    }

    /// <summary>A printer that the caller may see; a refusal otherwise.</summary>
    public static async Task<PrinterRow> FindAsync(CowryContext db, Caller caller, string text, CancellationToken cancel)
    {
        var row = Id.TryParse<PrinterId>(text, out var id)
            ? await db.Set<PrinterRow>().SingleOrDefaultAsync(p => p.MerchantId == caller.Merchant && p.Id == id, cancel)
            : null;
        return row is not null && (caller.Store is null || caller.Store == row.StoreId) ? row : throw Refusals.NotFound("printer", text);
    }
}
