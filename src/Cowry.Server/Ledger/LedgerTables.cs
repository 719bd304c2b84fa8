using Cowry.Primitives;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Ledger;

/// <summary>One posting, named after the event that caused it. Only ever appended to.</summary>
internal sealed class PostingRow
{
    public MerchantId MerchantId { get; init; }

    public required string Stream { get; init; }

    public long Seq { get; init; }

    /// <summary>Its place among the postings of its event, from 0.</summary>
    public int Line { get; init; }

    public required string Source { get; init; }

    public required string Destination { get; init; }

    public Money Amount { get; init; }

    public DateTimeOffset At { get; init; }
}

/// <summary>A running sum, kept in the transaction of the postings that make it.</summary>
internal sealed class BalanceRow
{
    public MerchantId MerchantId { get; init; }

    public required string Account { get; init; }

    public Money Balance { get; set; }
}

internal static class LedgerTables
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<PostingRow>(table =>
        {
            table.ToTable("postings", table => table.HasCheckConstraint("ck_postings_amount", "amount >= 0"));
            table.HasKey(row => new { row.MerchantId, row.Stream, row.Seq, row.Line });
            table.Property(row => row.Stream).HasMaxLength(40);
            table.Property(row => row.Source).HasMaxLength(80);
            table.Property(row => row.Destination).HasMaxLength(80);
        });
        model.Entity<BalanceRow>(table =>
        {
            table.ToTable("balances");
            table.HasKey(row => new { row.MerchantId, row.Account });
            table.Property(row => row.Account).HasMaxLength(80);
        });
    }
}
