using System.Text.Json;
using Cowry.Client.Events;
using Cowry.Client.Printing;
using Cowry.Domain.Printing;
using Cowry.Primitives;
using Cowry.Server.Commands;
using Cowry.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Printing;

/// <summary>Puts a document into a printer's queue, in the transaction of whatever asked for it, and says so.</summary>
internal static class QueueJob
{
    private static readonly JsonSerializerOptions DocumentJson = new(JsonSerializerDefaults.General);

    public static PrintJobRow Queue(
        Work work, PrinterRow printer, PrintJobKind kind, ReceiptDocument document, PaymentId? payment, PrintJobId id, int copy = 1)
    {
        var row = new PrintJobRow
        {
            MerchantId = work.Merchant,
            Id = id,
            CreatedAt = work.Now,
            StoreId = printer.StoreId,
            PrinterId = printer.Id,
            Kind = kind,
            PaymentId = payment,
            Status = PrintJobStatus.Queued,
            Copy = copy,
            DueAt = work.Now,
            Document = JsonSerializer.Serialize(document, DocumentJson),
        };
        work.Db.Add(row);
        work.Append(row.StoreId.Value, EventTypes.PrintQueued, PrintingWire.From(row));
        work.Wake(RunPrintJobs.PulseName);
        return row;
    }

    /// <summary>What goes on paper: the stored document, marked when it is a copy or may be one.</summary>
    public static ReceiptDocument DocumentOf(PrintJobRow row)
    {
        var document = JsonSerializer.Deserialize<ReceiptDocument>(row.Document, DocumentJson)!;
        return row.Copy > 1 || row.MaybeDuplicate ? document.AsCopy(Math.Max(row.Copy, 2), row.MaybeDuplicate) : document;
    }

    /// <summary>The store's first enabled printer; null when it has none.</summary>
    public static Task<PrinterRow?> PrinterOfAsync(CowryContext db, MerchantId merchant, StoreId store, CancellationToken cancel) =>
        db.Set<PrinterRow>().AsNoTracking()
            .Where(p => p.MerchantId == merchant && p.StoreId == store && p.Enabled)
            .OrderBy(p => p.Id)
            .FirstOrDefaultAsync(cancel);
}
