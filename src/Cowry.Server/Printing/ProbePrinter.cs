using Cowry.Client.Printing;
using Cowry.Domain.Printing;
using Cowry.Server.Data;
using Cowry.Server.Identity;

namespace Cowry.Server.Printing;

/// <summary>POST /v1/printers/{id}/probe: asks the device for its status, prints nothing and changes nothing.</summary>
internal static class ProbePrinter
{
    public static async Task<IResult> HandleAsync(
        string id, HttpContext http, Database database, IReceiptPrinter printer, CancellationToken cancel)
    {
        PrinterRow row;
        await using (var db = database.Open())
            row = await ReadPrinters.FindAsync(db, Caller.Of(http), id, cancel);
        var report = await printer.ProbeAsync(Target(row), cancel);
        return Results.Json(
            new PrinterProbe
            {
                Reachable = report.Reachable,
                AnswersStatus = report.AnswersStatus,
                Online = report.Online,
                PaperOut = report.PaperOut,
                PaperLow = report.PaperLow,
                CoverOpen = report.CoverOpen,
                Error = report.Error,
                Code = report.Code,
            },
            Client.Wire.Json);
    }

    public static PrinterTarget Target(PrinterRow row) => new(row.Host, row.Port, (PaperWidth)row.PaperWidth);
}
