using Cowry.Domain.Payments;
using Cowry.Primitives;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Payments;

/// <summary>A payment, from the intent that is stored before the gateway hears of it to its end.</summary>
internal sealed class PaymentRow
{
    public MerchantId MerchantId { get; init; }

    public PaymentId Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public StoreId StoreId { get; init; }

    public TerminalId? TerminalId { get; init; }

    public StaffId? StaffId { get; init; }

    public Money Amount { get; init; }

    /// <summary>Wire name of the method.</summary>
    public required string Method { get; init; }

    /// <summary>Wire name of the flow.</summary>
    public required string Flow { get; init; }

    public PaymentStatus Status { get; set; }

    public string? Description { get; init; }

    public string? OrderRef { get; init; }

    public bool AutoPrint { get; init; }

    /// <summary>The day's number for people, such as <c>1124-0042</c>.</summary>
    public required string Number { get; init; }

    /// <summary>Guards a client-made id: a create with it and other values is not the same create.</summary>
    public required string RequestHash { get; init; }

    public PaymentAccountId AccountId { get; init; }

    /// <summary>The account's rate when the payment was made, so that a later change of rate leaves it alone.</summary>
    public int RatePpm { get; init; }

    /// <summary>Our number at the gateway, stored before the first call.</summary>
    public required string GatewayNumber { get; init; }

    public string? GatewayTransaction { get; set; }

    public string? QrContent { get; set; }

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? SucceededAt { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    public Money? Fee { get; set; }

    public bool Late { get; set; }

    public string? ProblemCode { get; set; }

    public string? ProblemMessage { get; set; }

    /// <summary>A close was asked for by a person or by expiry; the worker goes on until the gateway has said how it ended.</summary>
    public bool CloseWanted { get; set; }

    /// <summary>When the gateway is asked next; null when nothing more is to be asked. Claiming a payment moves it ahead.</summary>
    public DateTimeOffset? DueAt { get; set; }

    public int Polls { get; set; }
}

/// <summary>Counts a store's payments by business day, for <see cref="PaymentRow.Number"/>.</summary>
internal sealed class PaymentNumberRow
{
    public MerchantId MerchantId { get; init; }

    public StoreId StoreId { get; init; }

    /// <summary>The store's business day: <c>20261124</c>.</summary>
    public int Day { get; init; }

    public int Last { get; set; }
}

internal static class PaymentTables
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<PaymentRow>(table =>
        {
            table.ToTable("payments");
            table.HasKey(row => new { row.MerchantId, row.Id });
            table.HasIndex(row => new { row.MerchantId, row.AccountId, row.GatewayNumber }).IsUnique();
            table.HasIndex(row => new { row.MerchantId, row.StoreId, row.Id });
            table.HasIndex(row => row.DueAt).HasFilter("due_at IS NOT NULL");
            table.Property(row => row.Method).HasMaxLength(20);
            table.Property(row => row.Flow).HasMaxLength(20);
            table.Property(row => row.GatewayNumber).HasMaxLength(32);
        });
        model.Entity<PaymentNumberRow>(table =>
        {
            table.ToTable("payment_numbers");
            table.HasKey(row => new { row.MerchantId, row.StoreId, row.Day });
        });
    }
}
