using Cowry.Primitives;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.ApiKeys;

internal sealed class ApiKeyRow
{
    public MerchantId MerchantId { get; init; }

    public ApiKeyId Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required string Name { get; init; }

    /// <summary>SHA-256 of the whole secret, in hex. The secret has 256 random bits, so a fast hash is enough and a lookup is one index probe.</summary>
    public required string SecretHash { get; init; }

    /// <summary>The secret's last four characters.</summary>
    public required string Ending { get; init; }

    /// <summary>Separated by spaces.</summary>
    public required string Scopes { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>Written late and at most once a minute.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }
}

internal static class ApiKeyTables
{
    public static void Map(ModelBuilder model) => model.Entity<ApiKeyRow>(table =>
    {
        table.ToTable("api_keys");
        table.HasKey(row => new { row.MerchantId, row.Id });
        // A request brings nothing but the secret: this index is not by merchant.
        table.HasIndex(row => row.SecretHash).IsUnique();
        table.Property(row => row.Name).HasMaxLength(60);
        table.Property(row => row.SecretHash).HasMaxLength(64);
        table.Property(row => row.Ending).HasMaxLength(4);
        table.Property(row => row.Scopes).HasMaxLength(1000);
    });
}
