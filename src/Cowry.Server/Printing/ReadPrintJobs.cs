using Cowry.Client.Printing;
using Cowry.Domain.Printing;
using Cowry.Primitives;
using Cowry.Server.Api;
using Cowry.Server.Data;
using Cowry.Server.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Printing;

/// <summary>GET /v1/print_jobs, one of them, and its paper as a picture.</summary>
internal static class ReadPrintJobs
{
    public static async Task<IResult> ListAsync(
        HttpContext http, Paging paging, Database database, string? store, string? payment, string? status, CancellationToken cancel)
    {
        var caller = Caller.Of(http);
        await using var db = database.Open();
        var rows = db.Set<PrintJobRow>().AsNoTracking().Where(j => j.MerchantId == caller.Merchant);
        var check = new Check();
        if (store is not null)
        {
            var id = check.Id<StoreId>(store, "store");
            rows = rows.Where(j => j.StoreId == id);
        }

        if (payment is not null)
        {
            var id = check.Id<PaymentId>(payment, "payment");
            rows = rows.Where(j => j.PaymentId == id);
        }

        if (status is not null)
        {
            check.That(Enum.TryParse<PrintJobStatus>(status, ignoreCase: true, out var wanted) && !char.IsDigit(status[0]), "status", "must be queued, sent, confirmed, unknown or failed");
            rows = rows.Where(j => j.Status == wanted);
        }

        check.Refuse();
        if (caller.Store is { } own)
            rows = rows.Where(j => j.StoreId == own);
        if (paging.After is { } after)
            rows = rows.Where(j => string.Compare((string)(object)j.Id, after) < 0);
        var page = await paging.ReadAsync(rows.OrderByDescending(j => j.Id), j => j.Id.Value, PrintingWire.From, cancel);
        return Results.Json(page, Client.Wire.Json);
    }

    public static async Task<IResult> GetAsync(string id, HttpContext http, Database database, CancellationToken cancel)
    {
        await using var db = database.Open();
        return Results.Json(PrintingWire.From(await FindAsync(db, Caller.Of(http), id, cancel)), Client.Wire.Json);
    }

    public static async Task<IResult> PreviewAsync(
        string id, HttpContext http, Database database, IReceiptPreview preview, CancellationToken cancel)
    {
        await using var db = database.Open();
        var caller = Caller.Of(http);
        var job = await FindAsync(db, caller, id, cancel);
        var printer = await ReadPrinters.FindAsync(db, caller, job.PrinterId.Value, cancel);
        return Results.Bytes(preview.RenderPng(QueueJob.DocumentOf(job), (PaperWidth)printer.PaperWidth), "image/png");
    }

    /// <summary>A job that the caller may see; a refusal otherwise.</summary>
    public static async Task<PrintJobRow> FindAsync(CowryContext db, Caller caller, string text, CancellationToken cancel)
    {
        var row = Id.TryParse<PrintJobId>(text, out var id)
            ? await db.Set<PrintJobRow>().AsNoTracking().SingleOrDefaultAsync(j => j.MerchantId == caller.Merchant && j.Id == id, cancel)
            : null;
        return row is not null && (caller.Store is null || caller.Store == row.StoreId) ? row : throw Refusals.NotFound("print job", text);
    }
}
