using Cowry.Primitives;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.PaymentAccounts;

/// <summary>A merchant's own contract with a gateway. Settings are readable JSON; secrets are sealed before they reach the row.</summary>
internal sealed class PaymentAccountRow
{
    public MerchantId MerchantId { get; init; }

    public PaymentAccountId Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The gateway's wire name: <c>wechat_pay</c>.</summary>
    public required string Method { get; init; }

    public required string Name { get; set; }

    public int RatePpm { get; set; }

    public bool Enabled { get; set; }

    /// <summary>Grows with every change, so that parsed keys kept elsewhere are dropped.</summary>
    public int Version { get; set; }

    public required string Settings { get; set; }

    public required string SealedSecrets { get; set; }

    /// <summary>Names of the secrets that are set, comma-separated.</summary>
    public required string SecretsSet { get; set; }

    public DateTimeOffset? CheckedAt { get; set; }

    public bool? CheckOk { get; set; }
}

internal static class PaymentAccountTables
{
    public static void Map(ModelBuilder model) => model.Entity<PaymentAccountRow>(table =>
    {
        table.ToTable("payment_accounts");
        table.HasKey(row => new { row.MerchantId, row.Id });
        table.Property(row => row.Method).HasMaxLength(20);
    });
}
