using Cowry.Client.Stores;
using Cowry.Primitives;
using Cowry.Server.Api;
using Cowry.Server.Commands;

namespace Cowry.Server.Stores;

/// <summary>PATCH /v1/stores/{id}: what is left out stays; an empty phone or address is cleared.</summary>
internal static class ChangeStore
{
    public static Task<Answer> HandleAsync(string id, Body<UpdateStore> body, Request request, CommandRunner commands, CancellationToken cancel) =>
        commands.RunAsync(request, 200, work => ChangeAsync(work, id, body.Value, cancel), cancel);

    private static async Task<Store> ChangeAsync(Work work, string id, UpdateStore update, CancellationToken cancel)
    {
        var row = (Id.TryParse<StoreId>(id, out var storeId) && (work.Caller.Store is null || work.Caller.Store == storeId)
                ? await work.Db.LockAsync<StoreRow, StoreId>(work.Merchant, id, cancel)
                : null)
            ?? throw Refusals.NotFound("store", id);
        new Check().Store(update.Name ?? row.Name, update.Phone, update.Address, update.TimeZone ?? row.TimeZone).Refuse();
        row.Name = update.Name?.Trim() ?? row.Name;
        row.TimeZone = update.TimeZone ?? row.TimeZone;
        if (update.Phone is not null)
            row.Phone = AddStore.Blank(update.Phone);
        if (update.Address is not null)
            row.Address = AddStore.Blank(update.Address);
        return StoreWire.From(row);
    }
}
