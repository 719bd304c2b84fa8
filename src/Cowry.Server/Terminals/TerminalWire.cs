using Cowry.Client.Terminals;

namespace Cowry.Server.Terminals;

internal static class TerminalWire
{
    public static Terminal From(TerminalRow row) => new()
    {
        Id = row.Id.Value,
        CreatedAt = row.CreatedAt,
        Name = row.Name,
        Store = row.StoreId.Value,
        Status = row.Status,
        LastSeenAt = row.LastSeenAt,
    };
}
