using Cowry.Primitives;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Stores;

/// <summary>A business under its own contracts; the root of everything that is stored.</summary>
internal sealed class MerchantRow
{
    public MerchantId Id { get; init; }

    public required string Name { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}

internal sealed class StoreRow
{
    public MerchantId MerchantId { get; init; }

    public StoreId Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required string Name { get; set; }

    public string? Phone { get; set; }

    public string? Address { get; set; }

    public required string TimeZone { get; set; }
}

internal static class StoreTables
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<MerchantRow>(table =>
        {
            table.ToTable("merchants");
            table.HasKey(row => row.Id);
        });
        model.Entity<StoreRow>(table =>
        {
            table.ToTable("stores");
            table.HasKey(row => new { row.MerchantId, row.Id });
        });
    }
}
