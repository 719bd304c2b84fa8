using System.Text.Json;
using Cowry.Client;
using Cowry.Primitives;
using Cowry.Server.Commands;
using Cowry.Server.Data;

namespace Cowry.Server.Events;

/// <summary>What one commit appended: the last seq of each stream, and the consumers that have work by it.</summary>
internal sealed record Appended(MerchantId Merchant, IReadOnlyList<(string Stream, long LastSeq)> Streams, bool ConsumersDue)
{
    public static readonly Appended Nothing = new(default, [], false);
}

/// <summary>
/// Writes a command's events and postings just before its commit. A stream's numbers come from its head row under that row's lock, so that they have
/// no gaps and become visible in order. Locks are always taken in the order heads, balances, cursors, each sorted, so that writers never deadlock.
/// </summary>
internal sealed class EventAppender(ConsumerCatalog consumers)
{
    public async Task<Appended> AppendAsync(Work work, CancellationToken cancel)
    {
        if (work.Events.Count == 0)
            return Appended.Nothing;

        var batch = new AppendBatch(work.Db, work.Merchant, work.Now);
        var actor = JsonSerializer.Serialize(work.Caller.ToActor(), Wire.Json);
        var streams = new List<(string, long)>();
        var due = new SortedDictionary<(string Consumer, string Stream), (long First, long Last)>();
        foreach (var group in work.Events.GroupBy(e => e.Stream).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var events = group.ToList();
            var seq = await batch.TakeNumbersAsync(group.Key, events.Count, cancel) - events.Count;
            foreach (var pending in events)
            {
                seq++;
                batch.Event(pending, seq, Id.New<Primitives.EventId>(work.Now), actor);
                foreach (var consumer in consumers.InterestedIn(pending.Type))
                    due[(consumer, group.Key)] = due.TryGetValue((consumer, group.Key), out var range) ? (range.First, seq) : (seq, seq);
            }

            streams.Add((group.Key, seq));
        }

        foreach (var ((consumer, stream), (first, last)) in due)
            batch.Due(consumer, stream, first, last);
        await batch.SendAsync(cancel);
        return new Appended(work.Merchant, streams, due.Count > 0);
    }
}
