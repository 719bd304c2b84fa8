namespace Cowry.Client.Printing;

public sealed record CreatePrinter
{
    public string? Id { get; init; }

    public required string Name { get; init; }

    public required string Store { get; init; }

    /// <summary>Host name or address in the shop's network.</summary>
    public required string Host { get; init; }

    public int Port { get; init; } = 9100;

    /// <summary>Paper in millimetres: 58 or 80.</summary>
    public int PaperWidth { get; init; } = 80;
}

public sealed record UpdatePrinter
{
    public string? Name { get; init; }

    public string? Host { get; init; }

    public int? Port { get; init; }

    public int? PaperWidth { get; init; }

    /// <summary>A disabled printer gets no new jobs.</summary>
    public bool? Enabled { get; init; }
}

public sealed record Printer
{
    public required string Id { get; init; }

    public string Object { get; init; } = "printer";

    public required DateTimeOffset CreatedAt { get; init; }

    public required string Name { get; init; }

    public required string Store { get; init; }

    public required string Host { get; init; }

    public required int Port { get; init; }

    public required int PaperWidth { get; init; }

    public required bool Enabled { get; init; }

    /// <summary>What stopped the last job (<c>printer_paper_out</c>, <c>printer_offline</c>, …); null when it went well.</summary>
    public string? Trouble { get; init; }

    public DateTimeOffset? TroubleSince { get; init; }
}

/// <summary>
/// <c>queued</c>: waiting or being sent; <c>confirmed</c>: the device said it is printed; <c>sent</c>: all bytes taken, device healthy or mute;
/// <c>unknown</c>: lost in the middle, another copy is on its way or must be asked for; <c>failed</c>: given up.
/// </summary>
public enum PrintJobStatus
{
    Queued,
    Sent,
    Confirmed,
    Unknown,
    Failed,
}

public enum PrintJobKind
{
    Receipt,
    Test,
}

/// <summary>Asks for a receipt of a payment, for one that did not print by itself.</summary>
public sealed record CreatePrintJob
{
    public string? Id { get; init; }

    public required string Payment { get; init; }

    /// <summary>Left out: the store's first enabled printer.</summary>
    public string? Printer { get; init; }
}

public sealed record PrintJob
{
    public required string Id { get; init; }

    public string Object { get; init; } = "print_job";

    public required DateTimeOffset CreatedAt { get; init; }

    public required string Store { get; init; }

    public required string Printer { get; init; }

    public required PrintJobKind Kind { get; init; }

    public string? Payment { get; init; }

    public required PrintJobStatus Status { get; init; }

    /// <summary>1 for the original; 2 and more carry the copy mark on paper.</summary>
    public required int Copy { get; init; }

    public required int Attempts { get; init; }

    public string? ProblemCode { get; init; }

    public DateTimeOffset? NextAttemptAt { get; init; }

    public DateTimeOffset? PrintedAt { get; init; }

    /// <summary>A path of this API that draws the paper.</summary>
    public required string Preview { get; init; }
}

/// <summary>How a printer answered just now. <see cref="AnswersStatus"/> is false for devices that print but never answer.</summary>
public sealed record PrinterProbe
{
    public string Object { get; init; } = "printer_probe";

    public required bool Reachable { get; init; }

    public required bool AnswersStatus { get; init; }

    public required bool Online { get; init; }

    public required bool PaperOut { get; init; }

    public required bool PaperLow { get; init; }

    public required bool CoverOpen { get; init; }

    public required bool Error { get; init; }

    /// <summary>The same codes as a job's problem; null when all is well.</summary>
    public string? Code { get; init; }
}
