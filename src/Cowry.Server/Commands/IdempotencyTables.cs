using Cowry.Primitives;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Commands;

/// <summary>
/// A caller's idempotency key and what came of it. It commits with the work: with the answer when the work was one transaction; without one and
/// with <see cref="Resource"/> while a call to the outside is on its way.
/// </summary>
internal sealed class IdempotencyRow
{
    public MerchantId MerchantId { get; init; }

    public required string Key { get; init; }

    /// <summary>SHA-256 over method, path and body, in hex: guards the key against another request.</summary>
    public required string RequestHash { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>While there is no answer: until when the request that holds the key is believed alive.</summary>
    public DateTimeOffset HeldUntil { get; set; }

    /// <summary>What the unfinished work is about, so that a retry goes on with it instead of beginning again.</summary>
    public string? Resource { get; set; }

    public int? Status { get; set; }

    public string? Body { get; set; }
}

internal static class IdempotencyTables
{
    public static void Map(ModelBuilder model) => model.Entity<IdempotencyRow>(table =>
    {
        table.ToTable("idempotency_keys");
        table.HasKey(row => new { row.MerchantId, row.Key });
        table.Property(row => row.Key).HasMaxLength(300);
        table.Property(row => row.RequestHash).HasMaxLength(64);
        table.HasIndex(row => row.At);
    });
}
