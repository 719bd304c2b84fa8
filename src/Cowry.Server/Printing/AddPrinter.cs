using Cowry.Client.Printing;
using Cowry.Primitives;
using Cowry.Server.Api;
using Cowry.Server.Commands;
using Cowry.Server.Stores;

namespace Cowry.Server.Printing;

/// <summary>POST /v1/printers: a printer that is reached over TCP from this server.</summary>
internal static class AddPrinter
{
    public static Task<Answer> HandleAsync(Body<CreatePrinter> body, Request request, CommandRunner commands, CancellationToken cancel) =>
        commands.RunAsync(request, 201, work => AddAsync(work, body.Value, cancel), cancel);

    private static async Task<Printer> AddAsync(Work work, CreatePrinter create, CancellationToken cancel)
    {
        var check = new Check().Text(create.Name, "name", 60);
        var id = check.IdOrNew<PrinterId>(create.Id, "id", work.Now);
        var store = check.Id<StoreId>(create.Store, "store");
        PrinterFields.Check(check, create.Host, create.Port, create.PaperWidth);
        check.Refuse();
        await StoreLookup.RequireAsync(work.Db, work.Caller, store, cancel);

        if (await work.Db.LockAsync<PrinterRow, PrinterId>(work.Merchant, id, cancel) is { } existing)
        {
            var same = existing.Name == create.Name && existing.StoreId == store && existing.Host == create.Host && existing.Port == create.Port;
            return same ? PrintingWire.From(existing) : throw Refusals.IdTaken(id.Value);
        }

        var row = new PrinterRow
        {
            MerchantId = work.Merchant,
            Id = id,
            CreatedAt = work.Now,
            StoreId = store,
            Name = create.Name,
            Host = create.Host,
            Port = create.Port,
            PaperWidth = create.PaperWidth,
            Enabled = true,
        };
        work.Db.Add(row);
        return PrintingWire.From(row);
    }
}

/// <summary>What a printer's fields may hold.</summary>
internal static class PrinterFields
{
    public static void Check(Check check, string host, int port, int paperWidth) => check
        .That(Uri.CheckHostName(host) != UriHostNameType.Unknown && host.Length <= 253, "host", "must be a host name or an IP address")
        .Range(port, "port", 1, 65535)
        .That(paperWidth is 58 or 80, "paper_width", "must be 58 or 80");
}
