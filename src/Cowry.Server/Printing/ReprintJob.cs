using System.Text.Json;
using Cowry.Client.Printing;
using Cowry.Domain.Printing;
using Cowry.Primitives;
using Cowry.Server.Commands;

namespace Cowry.Server.Printing;

/// <summary>POST /v1/print_jobs/{id}/reprint: a new job with the same document, marked with its copy number, the drawer left shut.</summary>
internal static class ReprintJob
{
    public static Task<Answer> HandleAsync(string id, Request request, CommandRunner commands, CancellationToken cancel) =>
        commands.RunAsync(request, 201, work => ReprintAsync(work, id, cancel), cancel);

    private static async Task<PrintJob> ReprintAsync(Work work, string id, CancellationToken cancel)
    {
        var job = await ReadPrintJobs.FindAsync(work.Db, work.Caller, id, cancel);
        var printer = await ReadPrinters.FindAsync(work.Db, work.Caller, job.PrinterId.Value, cancel);
        var copy = job.PaymentId is { } payment ? await PrintReceipt.CopiesAsync(work, payment, cancel) + 1 : job.Copy + 1;
        var document = JsonSerializer.Deserialize<ReceiptDocument>(job.Document)!;
        return PrintingWire.From(QueueJob.Queue(work, printer, job.Kind, document, job.PaymentId, Id.New<PrintJobId>(work.Now), copy));
    }
}
