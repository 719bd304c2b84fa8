using Cowry.Client.Staff;

namespace Cowry.Server.Staff;

internal static class StaffWire
{
    public static StaffMember From(StaffRow row, DateTimeOffset now) => new()
    {
        Id = row.Id.Value,
        CreatedAt = row.CreatedAt,
        Number = row.Number,
        Name = row.Name,
        Role = row.Role,
        Active = row.Active,
        LockedUntil = row.LockedUntil > now ? row.LockedUntil : null,
    };
}
