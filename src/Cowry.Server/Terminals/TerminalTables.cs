using Cowry.Client.Terminals;
using Cowry.Primitives;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Terminals;

internal sealed class TerminalRow
{
    public MerchantId MerchantId { get; init; }

    public TerminalId Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required string Name { get; set; }

    public StoreId StoreId { get; set; }

    public TerminalStatus Status { get; set; }

    /// <summary>Written late and at most once a minute.</summary>
    public DateTimeOffset? LastSeenAt { get; set; }
}

/// <summary>
/// A device that asked to be paired (RFC 8628). It exists before anybody knows whose it will be, so its key is the hash of its device code;
/// the merchant comes with the approval.
/// </summary>
internal sealed class DeviceRequestRow
{
    /// <summary>SHA-256 of the device code, in hex.</summary>
    public required string DeviceCodeHash { get; init; }

    /// <summary>What the device shows, without its hyphen.</summary>
    public required string UserCode { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The last time the device asked; asking faster than the interval makes the interval longer.</summary>
    public DateTimeOffset? PolledAt { get; set; }

    /// <summary>Seconds.</summary>
    public int Interval { get; set; }

    public MerchantId? MerchantId { get; set; }

    public TerminalId? TerminalId { get; set; }

    /// <summary>When the tokens were given; they are given once.</summary>
    public DateTimeOffset? ConsumedAt { get; set; }
}

internal static class TerminalTables
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<TerminalRow>(table =>
        {
            table.ToTable("terminals");
            table.HasKey(row => new { row.MerchantId, row.Id });
            table.Property(row => row.Name).HasMaxLength(60);
        });
        model.Entity<DeviceRequestRow>(table =>
        {
            table.ToTable("device_requests");
            table.HasKey(row => row.DeviceCodeHash);
            table.Property(row => row.DeviceCodeHash).HasMaxLength(64);
            table.Property(row => row.UserCode).HasMaxLength(16);
            table.HasIndex(row => row.UserCode).IsUnique();
            table.HasIndex(row => row.ExpiresAt);
        });
    }
}
