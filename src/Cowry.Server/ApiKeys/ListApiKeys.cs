using Cowry.Server.Api;
using Cowry.Server.Data;
using Cowry.Server.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.ApiKeys;

/// <summary>GET /v1/api_keys: the revoked ones too, without secrets.</summary>
internal static class ListApiKeys
{
    public static async Task<IResult> HandleAsync(HttpContext http, Paging paging, Database database, CancellationToken cancel)
    {
        var merchant = Caller.Of(http).Merchant;
        await using var db = database.Open();
        var rows = db.Set<ApiKeyRow>().AsNoTracking().Where(k => k.MerchantId == merchant);
        if (paging.After is { } after)
            rows = rows.Where(k => string.Compare((string)(object)k.Id, after) < 0);
        var page = await paging.ReadAsync(rows.OrderByDescending(k => k.Id), k => k.Id.Value, ApiKeyWire.From, cancel);
        return Results.Json(page, Client.Wire.Json);
    }
}
