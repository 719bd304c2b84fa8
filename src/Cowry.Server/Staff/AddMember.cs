using Cowry.Client.Staff;
using Cowry.Primitives;
using Cowry.Server.Api;
using Cowry.Server.Commands;
using Cowry.Server.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Staff;

/// <summary>POST /v1/staff.</summary>
internal static class AddMember
{
    public static Task<Answer> HandleAsync(Body<CreateStaff> body, Request request, CommandRunner commands, CancellationToken cancel) =>
        commands.RunAsync(request, 201, work => AddAsync(work, body.Value, cancel), cancel);

    /// <summary>A person's role must not reach further than whoever gives it: only a caller with every scope makes owners.</summary>
    public static void MayGive(Caller caller, StaffRole role)
    {
        if (role == StaffRole.Owner && !caller.Scopes.IsSupersetOf(RoleScopes.Of(role)))
            throw new Refusal(403, "missing_scope", "Not allowed", "Only a caller with every scope may make an owner.");
    }

    private static async Task<StaffMember> AddAsync(Work work, CreateStaff create, CancellationToken cancel)
    {
        var check = new Check().Number(create.Number).Pin(create.Pin).Text(create.Name, "name", 60);
        var id = check.IdOrNew<StaffId>(create.Id, "id", work.Now);
        check.Refuse();
        MayGive(work.Caller, create.Role);

        var known = await work.Db.Set<StaffRow>()
            .Where(s => s.MerchantId == work.Merchant && (s.Id == id || s.Number == create.Number))
            .ToListAsync(cancel);
        if (known.Find(s => s.Id == id) is { } same)
        {
            return same.Number == create.Number && same.Name == create.Name.Trim() && same.Role == create.Role && Pins.Verify(same.PinHash, create.Pin)
                ? StaffWire.From(same, work.Now)
                : throw Refusals.IdTaken(id.Value);
        }

        if (known.Count > 0)
            throw Refusals.Invalid("number", "belongs to another staff member");
        var row = new StaffRow
        {
            MerchantId = work.Merchant,
            Id = id,
            CreatedAt = work.Now,
            Number = create.Number,
            Name = create.Name.Trim(),
            Role = create.Role,
            PinHash = Pins.Hash(create.Pin),
            Active = true,
        };
        work.Db.Add(row);
        try
        {
            await work.Db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            // Another request took the number or the id between our look and our insert.
            throw Refusals.Invalid("number", "belongs to another staff member");
        }

        return StaffWire.From(row, work.Now);
    }
}
