using Cowry.Client.Printing;
using Cowry.Primitives;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Printing;

internal sealed class PrinterRow
{
    public MerchantId MerchantId { get; init; }

    public PrinterId Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public StoreId StoreId { get; init; }

    public required string Name { get; set; }

    public required string Host { get; set; }

    public int Port { get; set; }

    /// <summary>58 or 80.</summary>
    public int PaperWidth { get; set; }

    public bool Enabled { get; set; }

    public string? Trouble { get; set; }

    public DateTimeOffset? TroubleSince { get; set; }
}

internal sealed class PrintJobRow
{
    public MerchantId MerchantId { get; init; }

    public PrintJobId Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public StoreId StoreId { get; init; }

    public PrinterId PrinterId { get; init; }

    public PrintJobKind Kind { get; init; }

    public PaymentId? PaymentId { get; init; }

    public PrintJobStatus Status { get; set; }

    /// <summary>1 for the original, more for every copy that was asked for.</summary>
    public int Copy { get; set; }

    /// <summary>An earlier attempt of this very job may have reached the paper, so the next one says so.</summary>
    public bool MaybeDuplicate { get; set; }

    /// <summary>An attempt has begun and nobody has said how it ended.</summary>
    public bool Sending { get; set; }

    public int Attempts { get; set; }

    /// <summary>How many attempts ended in <c>unknown</c>.</summary>
    public int UnknownAttempts { get; set; }

    public string? ProblemCode { get; set; }

    /// <summary>When it is tried next; null when it has ended. Claiming a job moves it ahead.</summary>
    public DateTimeOffset? DueAt { get; set; }

    public DateTimeOffset? PrintedAt { get; set; }

    /// <summary>The receipt document as JSON: a job prints the same a week later.</summary>
    public required string Document { get; init; }
}

internal static class PrintingTables
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<PrinterRow>(table =>
        {
            table.ToTable("printers");
            table.HasKey(row => new { row.MerchantId, row.Id });
        });
        model.Entity<PrintJobRow>(table =>
        {
            table.ToTable("print_jobs");
            table.HasKey(row => new { row.MerchantId, row.Id });
            table.HasIndex(row => new { row.MerchantId, row.PaymentId });
            table.HasIndex(row => row.DueAt).HasFilter("due_at IS NOT NULL");
        });
    }
}
