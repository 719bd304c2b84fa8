using Cowry.Client.Printing;

namespace Cowry.Server.Printing;

/// <summary>Printers and jobs as the API shows them.</summary>
internal static class PrintingWire
{
    public static Printer From(PrinterRow row) => new()
    {
        Id = row.Id.Value,
        CreatedAt = row.CreatedAt,
        Name = row.Name,
        Store = row.StoreId.Value,
        Host = row.Host,
        Port = row.Port,
        PaperWidth = row.PaperWidth,
        Enabled = row.Enabled,
        Trouble = row.Trouble,
        TroubleSince = row.TroubleSince,
    };

    public static PrintJob From(PrintJobRow row) => new()
    {
        Id = row.Id.Value,
        CreatedAt = row.CreatedAt,
        Store = row.StoreId.Value,
        Printer = row.PrinterId.Value,
        Kind = row.Kind,
        Payment = row.PaymentId?.Value,
        Status = row.Status,
        Copy = row.Copy,
        Attempts = row.Attempts,
        ProblemCode = row.ProblemCode,
        NextAttemptAt = row.DueAt,
        PrintedAt = row.PrintedAt,
        Preview = $"/v1/print_jobs/{row.Id}/preview.png",
    };
}
