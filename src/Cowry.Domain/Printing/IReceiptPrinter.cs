namespace Cowry.Domain.Printing;

/// <summary>The paper's width in millimetres.</summary>
public enum PaperWidth
{
    Mm58 = 58,
    Mm80 = 80,
}

/// <summary>A printer reached over TCP; port 9100 by custom.</summary>
public sealed record PrinterTarget(string Host, int Port, PaperWidth Paper);

/// <summary>One attempt to print. <paramref name="Tag"/> is four printable ASCII characters that the device may send back once it is done.</summary>
public sealed record PrintAttempt(ReceiptDocument Document, string Tag);

/// <summary>Sends documents to a device. Never throws for what a device does; only for the caller's cancellation.</summary>
public interface IReceiptPrinter
{
    Task<PrintOutcome> PrintAsync(PrinterTarget target, PrintAttempt attempt, CancellationToken cancel);

    /// <summary>Asks for the device's status without printing.</summary>
    Task<PrinterReport> ProbeAsync(PrinterTarget target, CancellationToken cancel);
}

/// <summary>Draws a document as the paper will show it.</summary>
public interface IReceiptPreview
{
    byte[] RenderPng(ReceiptDocument document, PaperWidth paper);
}

/// <summary>What is known after an attempt. A written socket proves nothing, so there are four answers.</summary>
public enum PrintResult
{
    /// <summary>The device answered after the job that it is printed.</summary>
    Confirmed,

    /// <summary>All bytes were taken and the device looks healthy, or never answers anything.</summary>
    Sent,

    /// <summary>Some bytes went out and then the device was lost: paper may or may not carry it.</summary>
    Unknown,

    /// <summary>Nothing was printed: the device refused before the first byte of the job.</summary>
    NotSent,
}

/// <summary>
/// <paramref name="Code"/> is stable: <c>printer_offline</c>, <c>printer_paper_out</c>, <c>printer_cover_open</c>, <c>printer_cutter_error</c>,
/// <c>printer_error</c>, <c>printer_connection_lost</c>; null when all is well.
/// </summary>
public sealed record PrintOutcome(PrintResult Result, string? Code = null, string? Detail = null);

/// <summary>A device's status. <paramref name="AnswersStatus"/> is false for devices that print but never answer.</summary>
public sealed record PrinterReport(
    bool Reachable,
    bool AnswersStatus,
    bool Online,
    bool PaperOut,
    bool PaperLow,
    bool CoverOpen,
    bool Error,
    string? Code);
