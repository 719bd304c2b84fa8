using Cowry.Server.Api;
using Cowry.Server.Data;
using Cowry.Server.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Staff;

/// <summary>GET /v1/staff.</summary>
internal static class ReadStaff
{
    public static async Task<IResult> ListAsync(HttpContext http, Paging paging, Database database, TimeProvider time, CancellationToken cancel)
    {
        var merchant = Caller.Of(http).Merchant;
        await using var db = database.Open();
        var rows = db.Set<StaffRow>().AsNoTracking().Where(s => s.MerchantId == merchant);
        if (paging.After is { } after)
            rows = rows.Where(s => string.Compare((string)(object)s.Id, after) < 0);
        var now = time.GetUtcNow();
        var page = await paging.ReadAsync(rows.OrderByDescending(s => s.Id), s => s.Id.Value, row => StaffWire.From(row, now), cancel);
        return Results.Json(page, Client.Wire.Json);
    }
}
