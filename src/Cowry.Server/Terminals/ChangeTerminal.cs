using Cowry.Client.Terminals;
using Cowry.Primitives;
using Cowry.Server.Api;
using Cowry.Server.Commands;
using Cowry.Server.Identity;
using Cowry.Server.Staff;
using Cowry.Server.Stores;

namespace Cowry.Server.Terminals;

/// <summary>
/// PATCH /v1/terminals/{id}: rename, move to another store, revoke. Moving and revoking end the staff sessions on it; a revoked terminal stays revoked
/// and its tokens are refused from the commit on.
/// </summary>
internal static class ChangeTerminal
{
    public static async Task<Answer> HandleAsync(
        string id, Body<UpdateTerminal> body, Request request, CommandRunner commands, CallerCache cache, CancellationToken cancel)
    {
        var answer = await commands.RunAsync(request, 200, work => ChangeAsync(work, id, body.Value, cancel), cancel);
        cache.Clear();
        return answer;
    }

    private static async Task<Terminal> ChangeAsync(Work work, string id, UpdateTerminal update, CancellationToken cancel)
    {
        var row = await work.Db.LockAsync<TerminalRow, TerminalId>(work.Merchant, id, cancel)
            ?? throw Refusals.NotFound("terminal", id);
        if (work.Caller.Store is { } own && own != row.StoreId)
            throw Refusals.NotFound("terminal", id);
        var check = new Check();
        if (update.Name is not null)
            check.Text(update.Name, "name", 60);
        var store = update.Store is null ? row.StoreId : check.Id<StoreId>(update.Store, "store");
        check.Refuse();
        if (row.Status == TerminalStatus.Revoked && update.Status != TerminalStatus.Revoked)
            throw new Refusal(409, "terminal_revoked", "The terminal was revoked", "A revoked terminal cannot be changed; pair it anew.");

        if (store != row.StoreId)
            await StoreLookup.RequireAsync(work.Db, work.Caller, store, cancel);
        if (store != row.StoreId || update.Status == TerminalStatus.Revoked)
            await StaffSessions.EndOnTerminalAsync(work.Db, work.Merchant, row.Id, cancel);
        row.Name = update.Name?.Trim() ?? row.Name;
        row.StoreId = store;
        row.Status = update.Status ?? row.Status;
        return TerminalWire.From(row);
    }
}
