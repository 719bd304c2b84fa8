using Cowry.Client.Printing;
using Cowry.Primitives;
using Cowry.Server.Api;
using Cowry.Server.Commands;

namespace Cowry.Server.Printing;

/// <summary>PATCH /v1/printers/{id}: what is left out stays.</summary>
internal static class ChangePrinter
{
    public static Task<Answer> HandleAsync(
        string id, Body<UpdatePrinter> body, Request request, CommandRunner commands, CancellationToken cancel) =>
        commands.RunAsync(request, 200, work => ChangeAsync(work, id, body.Value, cancel), cancel);

    private static async Task<Printer> ChangeAsync(Work work, string id, UpdatePrinter update, CancellationToken cancel)
    {
        var row = await work.Db.LockAsync<PrinterRow, PrinterId>(work.Merchant, id, cancel);
        if (row is null || (work.Caller.Store is { } own && own != row.StoreId))
            throw Refusals.NotFound("printer", id);
        var check = new Check();
        if (update.Name is not null)
            check.Text(update.Name, "name", 60);
        PrinterFields.Check(check, update.Host ?? row.Host, update.Port ?? row.Port, update.PaperWidth ?? row.PaperWidth);
        check.Refuse();

        row.Name = update.Name ?? row.Name;
        row.Host = update.Host ?? row.Host;
        row.Port = update.Port ?? row.Port;
        row.PaperWidth = update.PaperWidth ?? row.PaperWidth;
        row.Enabled = update.Enabled ?? row.Enabled;
        return PrintingWire.From(row);
    }
}
