using Cowry.Client.Staff;
using Cowry.Primitives;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Staff;

internal sealed class StaffRow
{
    public MerchantId MerchantId { get; init; }

    public StaffId Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required string Number { get; init; }

    public required string Name { get; set; }

    public StaffRole Role { get; set; }

    /// <summary>PBKDF2 with its parameters, as ASP.NET Core Identity writes it.</summary>
    public required string PinHash { get; set; }

    public bool Active { get; set; }

    /// <summary>Attempts since the last good one. An attempt counts before its PIN is looked at, so that parallel guesses cannot pass the limit.</summary>
    public int Failures { get; set; }

    public DateTimeOffset? LockedUntil { get; set; }
}

/// <summary>A person at work on a terminal. Found by the token alone, so its key is the token's hash; merchant, staff and terminal follow.</summary>
internal sealed class StaffSessionRow
{
    /// <summary>SHA-256 of the token, in hex.</summary>
    public required string TokenHash { get; init; }

    public MerchantId MerchantId { get; init; }

    public StaffId StaffId { get; init; }

    public TerminalId TerminalId { get; init; }

    /// <summary>Where the terminal stood at sign-in; moving a terminal ends its sessions.</summary>
    public StoreId StoreId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }
}

internal static class StaffTables
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<StaffRow>(table =>
        {
            table.ToTable("staff");
            table.HasKey(row => new { row.MerchantId, row.Id });
            table.HasIndex(row => new { row.MerchantId, row.Number }).IsUnique();
            table.Property(row => row.Number).HasMaxLength(6);
            table.Property(row => row.Name).HasMaxLength(60);
            table.Property(row => row.PinHash).HasMaxLength(200);
        });
        model.Entity<StaffSessionRow>(table =>
        {
            table.ToTable("staff_sessions");
            table.HasKey(row => row.TokenHash);
            table.Property(row => row.TokenHash).HasMaxLength(64);
            table.HasIndex(row => row.ExpiresAt);
            table.HasIndex(row => new { row.MerchantId, row.StaffId });
            table.HasIndex(row => new { row.MerchantId, row.TerminalId });
        });
    }
}
