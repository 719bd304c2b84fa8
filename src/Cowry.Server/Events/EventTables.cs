using Cowry.Primitives;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Events;

/// <summary>One event. The table is only ever appended to.</summary>
internal sealed class EventRow
{
    public MerchantId MerchantId { get; init; }

    public required string Stream { get; init; }

    public long Seq { get; init; }

    public Primitives.EventId Id { get; init; }

    public required string Type { get; init; }

    /// <summary>The payload as JSON text, exactly as followers get it.</summary>
    public required string Data { get; init; }

    /// <summary>The actor as JSON text.</summary>
    public required string Actor { get; init; }

    public DateTimeOffset At { get; init; }
}

/// <summary>How far a stream has come. Its row lock is what keeps <c>seq</c> gapless.</summary>
internal sealed class StreamHeadRow
{
    public MerchantId MerchantId { get; init; }

    public required string Stream { get; init; }

    public long Seq { get; set; }
}

/// <summary>
/// How far a consumer has come in a stream. It has work when <see cref="DueSeq"/> is beyond <see cref="Position"/>; the append moves the one,
/// the consumer's own transaction the other. <see cref="ClaimedUntil"/> keeps others away for a while and lapses if the claimer dies.
/// </summary>
internal sealed class CursorRow
{
    public MerchantId MerchantId { get; init; }

    public required string Consumer { get; init; }

    public required string Stream { get; init; }

    public long Position { get; set; }

    public long DueSeq { get; set; }

    public DateTimeOffset ClaimedUntil { get; set; }

    public int Failures { get; set; }
}

internal static class EventTables
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<EventRow>(table =>
        {
            table.ToTable("events");
            table.HasKey(row => new { row.MerchantId, row.Stream, row.Seq });
            table.Property(row => row.Stream).HasMaxLength(40);
            table.Property(row => row.Type).HasMaxLength(40);
        });
        model.Entity<StreamHeadRow>(table =>
        {
            table.ToTable("stream_heads");
            table.HasKey(row => new { row.MerchantId, row.Stream });
            table.Property(row => row.Stream).HasMaxLength(40);
        });
        model.Entity<CursorRow>(table =>
        {
            table.ToTable("cursors");
            table.HasKey(row => new { row.MerchantId, row.Consumer, row.Stream });
            table.Property(row => row.Stream).HasMaxLength(40);
            table.Property(row => row.Consumer).HasMaxLength(40);
            table.HasIndex(row => row.ClaimedUntil).HasDatabaseName("ix_cursors_due").HasFilter("due_seq > position");
        });
    }
}
