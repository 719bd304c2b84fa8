using Cowry.Client.Printing;
using Cowry.Domain.Printing;
using Cowry.Primitives;
using Cowry.Server.Commands;
using Cowry.Server.Stores;

namespace Cowry.Server.Printing;

/// <summary>POST /v1/printers/{id}/test: a page that shows whether Chinese, width, sizes and the knife are right.</summary>
internal static class PrintTestPage
{
    public static Task<Answer> HandleAsync(string id, Request request, CommandRunner commands, CancellationToken cancel) =>
        commands.RunAsync(
            request,
            201,
            async work =>
            {
                var printer = await ReadPrinters.FindAsync(work.Db, work.Caller, id, cancel);
                var store = (await StoreLookup.FindAsync(work.Db, work.Merchant, printer.StoreId, cancel))!;
                var local = TimeZoneInfo.ConvertTime(work.Now, TimeZoneInfo.FindSystemTimeZoneById(store.TimeZone));
                var document = TestReceipt.Make(printer.Name, (PaperWidth)printer.PaperWidth, local);
                return PrintingWire.From(QueueJob.Queue(work, printer, PrintJobKind.Test, document, null, Id.New<PrintJobId>(work.Now)));
            },
            cancel);
}
