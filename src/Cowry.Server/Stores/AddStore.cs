using Cowry.Client.Stores;
using Cowry.Primitives;
using Cowry.Server.Api;
using Cowry.Server.Commands;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Stores;

/// <summary>POST /v1/stores.</summary>
internal static class AddStore
{
    public static Task<Answer> HandleAsync(Body<CreateStore> body, Request request, CommandRunner commands, CancellationToken cancel) =>
        commands.RunAsync(request, 201, work => AddAsync(work, body.Value, cancel), cancel);

    private static async Task<Store> AddAsync(Work work, CreateStore create, CancellationToken cancel)
    {
        if (work.Caller.Store is not null)
            throw new Refusal(403, "missing_scope", "Not allowed", "A terminal belongs to one store and opens no other.");
        var check = new Check().Store(create.Name, create.Phone, create.Address, create.TimeZone);
        var id = check.IdOrNew<StoreId>(create.Id, "id", work.Now);
        check.Refuse();

        var row = new StoreRow
        {
            MerchantId = work.Merchant,
            Id = id,
            CreatedAt = work.Now,
            Name = create.Name.Trim(),
            Phone = Blank(create.Phone),
            Address = Blank(create.Address),
            TimeZone = create.TimeZone,
        };
        if (create.Id is not null && await work.Db.Set<StoreRow>().SingleOrDefaultAsync(s => s.MerchantId == work.Merchant && s.Id == id, cancel) is { } known)
        {
            return (known.Name, known.Phone, known.Address, known.TimeZone) == (row.Name, row.Phone, row.Address, row.TimeZone)
                ? StoreWire.From(known)
                : throw Refusals.IdTaken(id.Value);
        }

        work.Db.Add(row);
        return StoreWire.From(row);
    }

    /// <summary>An empty text clears a field.</summary>
    public static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
