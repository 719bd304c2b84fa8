using Cowry.Client.Payments;
using Cowry.Primitives;
using Cowry.Server.Api;
using Cowry.Server.Data;
using Cowry.Server.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Payments;

/// <summary>GET /v1/payments: newest first, filtered by store, status, method and time of creation.</summary>
internal static class ListPayments
{
    public static async Task<IResult> HandleAsync(
        HttpContext http, Paging paging, Database database, TimeProvider time, string? store, string? status, string? method,
        string? from, string? to, CancellationToken cancel)
    {
        var caller = Caller.Of(http);
        await using var db = database.Open();
        var merchant = caller.Merchant;
        var rows = db.Set<PaymentRow>().AsNoTracking().Where(p => p.MerchantId == merchant);
        rows = Filter(rows, caller, store, status, method, from, to);
        if (paging.After is { } after)
            rows = rows.Where(p => string.Compare((string)(object)p.Id, after) < 0);
        var now = time.GetUtcNow();
        var page = await paging.ReadAsync(rows.OrderByDescending(p => p.Id), p => p.Id.Value, p => PaymentWire.From(p, now), cancel);
        return Results.Json(page, Client.Wire.Json);
    }

    private static IQueryable<PaymentRow> Filter(
        IQueryable<PaymentRow> rows, Caller caller, string? store, string? status, string? method, string? from, string? to)
    {
        var check = new Check();
        if (store is not null)
        {
            var id = check.Id<StoreId>(store, "store");
            rows = rows.Where(p => p.StoreId == id);
        }

        if (caller.Store is { } own)
            rows = rows.Where(p => p.StoreId == own);
        if (Word<Domain.Payments.PaymentStatus>(check, status, "status") is { } wanted)
            rows = rows.Where(p => p.Status == wanted);
        if (Word<PaymentMethod>(check, method, "method") is not null)
            rows = rows.Where(p => p.Method == method);
        if (Instant(check, from, "from") is { } first)
            rows = rows.Where(p => p.CreatedAt >= first);
        if (Instant(check, to, "to") is { } last)
            rows = rows.Where(p => p.CreatedAt < last);
        check.Refuse();
        return rows;
    }

    private static T? Word<T>(Check check, string? text, string field)
        where T : struct, Enum
    {
        if (text is null)
            return null;
        var names = Enum.GetValues<T>();
        var found = Array.FindIndex(names, value => PaymentWire.Name(value) == text);
        check.That(found >= 0, field, $"must be one of {string.Join(", ", names.Select(PaymentWire.Name))}");
        return found < 0 ? null : names[found];
    }

    private static DateTimeOffset? Instant(Check check, string? text, string field)
    {
        if (text is null)
            return null;
        var valid = DateTimeOffset.TryParse(
            text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var instant);
        check.That(valid, field, "must be an RFC 3339 time");
        return valid ? instant : null;
    }
}
