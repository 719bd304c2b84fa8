using Cowry.Primitives;
using Cowry.Server.Api;
using Cowry.Server.Data;
using Cowry.Server.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Terminals;

/// <summary>GET /v1/terminals and one of them. A terminal sees those of its own store.</summary>
internal static class ReadTerminals
{
    public static async Task<IResult> ListAsync(HttpContext http, Paging paging, Database database, CancellationToken cancel)
    {
        await using var db = database.Open();
        var rows = Visible(db, Caller.Of(http));
        if (paging.After is { } after)
            rows = rows.Where(t => string.Compare((string)(object)t.Id, after) < 0);
        var page = await paging.ReadAsync(rows.OrderByDescending(t => t.Id), t => t.Id.Value, TerminalWire.From, cancel);
        return Results.Json(page, Client.Wire.Json);
    }

    public static async Task<IResult> GetAsync(string id, HttpContext http, Database database, CancellationToken cancel)
    {
        await using var db = database.Open();
        var row = Id.TryParse<TerminalId>(id, out var terminalId)
            ? await Visible(db, Caller.Of(http)).SingleOrDefaultAsync(t => t.Id == terminalId, cancel)
            : null;
        return Results.Json(TerminalWire.From(row ?? throw Refusals.NotFound("terminal", id)), Client.Wire.Json);
    }

    private static IQueryable<TerminalRow> Visible(CowryContext db, Caller caller)
    {
        var merchant = caller.Merchant;
        var rows = db.Set<TerminalRow>().AsNoTracking().Where(t => t.MerchantId == merchant);
        return caller.Store is { } store ? rows.Where(t => t.StoreId == store) : rows;
    }
}
