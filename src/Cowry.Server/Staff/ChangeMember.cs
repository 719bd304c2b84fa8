using Cowry.Client.Staff;
using Cowry.Primitives;
using Cowry.Server.Api;
using Cowry.Server.Commands;
using Cowry.Server.Identity;

namespace Cowry.Server.Staff;

/// <summary>PATCH /v1/staff/{id}. A new PIN lifts a lock; a new PIN or a deactivation ends the person's sessions.</summary>
internal static class ChangeMember
{
    public static async Task<Answer> HandleAsync(
        string id, Body<UpdateStaff> body, Request request, CommandRunner commands, CallerCache cache, CancellationToken cancel)
    {
        var answer = await commands.RunAsync(request, 200, work => ChangeAsync(work, id, body.Value, cancel), cancel);
        cache.Clear();
        return answer;
    }

    private static async Task<StaffMember> ChangeAsync(Work work, string id, UpdateStaff update, CancellationToken cancel)
    {
        var row = await work.Db.LockAsync<StaffRow, StaffId>(work.Merchant, id, cancel)
            ?? throw Refusals.NotFound("staff member", id);
        var check = new Check();
        if (update.Name is not null)
            check.Text(update.Name, "name", 60);
        if (update.Pin is not null)
            check.Pin(update.Pin);
        check.Refuse();
        // Whoever may not make an owner may not take one over either, say by a new PIN.
        AddMember.MayGive(work.Caller, row.Role);
        if (update.Role is { } role)
            AddMember.MayGive(work.Caller, role);

        row.Name = update.Name?.Trim() ?? row.Name;
        row.Role = update.Role ?? row.Role;
        row.Active = update.Active ?? row.Active;
        if (update.Pin is { } pin)
        {
            row.PinHash = Pins.Hash(pin);
            (row.Failures, row.LockedUntil) = (0, null);
        }

        if (update.Pin is not null || !row.Active)
            await StaffSessions.EndOfAsync(work.Db, work.Merchant, row.Id, cancel);
        return StaffWire.From(row, work.Now);
    }
}
