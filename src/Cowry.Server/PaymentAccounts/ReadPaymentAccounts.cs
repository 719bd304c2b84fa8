using Cowry.Primitives;
using Cowry.Server.Api;
using Cowry.Server.Data;
using Cowry.Server.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.PaymentAccounts;

/// <summary>GET /v1/payment_accounts and one of them; never with a secret.</summary>
internal static class ReadPaymentAccounts
{
    public static async Task<IResult> ListAsync(HttpContext http, Paging paging, Database database, CancellationToken cancel)
    {
        var merchant = Caller.Of(http).Merchant;
        await using var db = database.Open();
        var rows = db.Set<PaymentAccountRow>().AsNoTracking().Where(a => a.MerchantId == merchant);
        if (paging.After is { } after)
            rows = rows.Where(a => string.Compare((string)(object)a.Id, after) < 0);
        var page = await paging.ReadAsync(rows.OrderByDescending(a => a.Id), a => a.Id.Value, AccountWire.From, cancel);
        return Results.Json(page, Client.Wire.Json);
    }

    public static async Task<IResult> GetAsync(string id, HttpContext http, Database database, CancellationToken cancel)
    {
        var merchant = Caller.Of(http).Merchant;
        await using var db = database.Open();
        var row = Id.TryParse<PaymentAccountId>(id, out var accountId)
            ? await db.Set<PaymentAccountRow>().AsNoTracking().SingleOrDefaultAsync(a => a.MerchantId == merchant && a.Id == accountId, cancel)
            : null;
        return Results.Json(AccountWire.From(row ?? throw Refusals.NotFound("payment account", id)), Client.Wire.Json);
    }
}
