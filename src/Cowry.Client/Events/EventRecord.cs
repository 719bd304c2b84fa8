using System.Text.Json;

namespace Cowry.Client.Events;

/// <summary>Something that happened. <see cref="Seq"/> has no gaps within <see cref="Stream"/> (a store or the merchant).</summary>
public sealed record EventRecord
{
    public required string Id { get; init; }

    public string Object { get; init; } = "event";

    public required string Stream { get; init; }

    public required long Seq { get; init; }

    public required string Type { get; init; }

    /// <summary>The object that the event is about, as it was right after it: a payment for <c>payment.*</c>, a print job for <c>print.*</c>.</summary>
    public required JsonElement Data { get; init; }

    public required EventActor Actor { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>Who did it, as far as known; all empty when Cowry itself did, such as a worker.</summary>
public sealed record EventActor
{
    public string? Staff { get; init; }

    public string? Terminal { get; init; }

    public string? User { get; init; }

    public string? ApiKey { get; init; }
}

/// <summary>Events after a position, oldest first. <see cref="NextAfter"/> goes into the next call.</summary>
public sealed record EventPage(IReadOnlyList<EventRecord> Data, long NextAfter);

/// <summary>Every event type there is.</summary>
public static class EventTypes
{
    public const string PaymentCreated = "payment.created";
    public const string PaymentSucceeded = "payment.succeeded";
    public const string PaymentClosed = "payment.closed";
    public const string PaymentFailed = "payment.failed";
    public const string PaymentLateSuccess = "payment.late_success";
    public const string PrintQueued = "print.queued";
    public const string PrintPrinted = "print.printed";
    public const string PrintFailed = "print.failed";
    public const string StaffSignedIn = "staff.signed_in";
    public const string StaffLockedOut = "staff.locked_out";
    public const string TerminalPaired = "terminal.paired";
}
