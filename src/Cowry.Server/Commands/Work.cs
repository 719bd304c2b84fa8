using System.Text.Json;
using Cowry.Client;
using Cowry.Domain.Ledger;
using Cowry.Primitives;
using Cowry.Server.Data;
using Cowry.Server.Identity;

namespace Cowry.Server.Commands;

/// <summary>
/// What a command has in hand while it decides: the open transaction, the moment, the caller, and the events that will say what happened.
/// Everything commits together or not at all.
/// </summary>
internal sealed class Work(CowryContext db, Caller caller, DateTimeOffset now)
{
    private readonly List<PendingEvent> _events = [];

    public CowryContext Db { get; } = db;

    public Caller Caller { get; } = caller;

    public MerchantId Merchant => Caller.Merchant;

    public DateTimeOffset Now { get; } = now;

    public IReadOnlyList<PendingEvent> Events => _events;

    /// <summary>Set when an earlier request with the same key died midway: what it had begun.</summary>
    public string? Resumed { get; init; }

    /// <summary>Set by a command that will call the outside next: the key commits without an answer, bound to this resource.</summary>
    public string? Unfinished { get; set; }

    /// <summary>Names of workers that have something to do once this is committed.</summary>
    public HashSet<string> Wakes { get; } = new(StringComparer.Ordinal);

    /// <summary>Runs after the events are written, still inside the transaction.</summary>
    public Func<Task>? BeforeCommit { get; set; }

    /// <summary>Wakes a worker of this process after the commit; others find the work by themselves.</summary>
    public void Wake(string worker) => Wakes.Add(worker);

    /// <summary>
    /// Says that something happened, with the object as it is now, and posts the money that moved by it. Numbered and written just before the
    /// commit.
    /// </summary>
    public void Append<T>(string stream, string type, T data, IReadOnlyList<Posting>? postings = null) =>
        _events.Add(new PendingEvent(stream, type, JsonSerializer.Serialize(data, Wire.Json), postings ?? []));
}

internal sealed record PendingEvent(string Stream, string Type, string Data, IReadOnlyList<Posting> Postings);
