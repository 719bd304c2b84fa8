using System.Collections.Concurrent;
using System.Diagnostics;
using Cowry.Bench.Running;

namespace Cowry.Bench.Load;

/// <summary>What a stretch of load came to.</summary>
internal sealed record Outcome(double PerSecond, IReadOnlyList<Taken> Payments);

/// <summary>Tills under load: as fast as so many clients can, or at a steady pace whatever the answers take.</summary>
internal sealed class Rush : IAsyncDisposable
{
    private readonly HttpClient _server;
    private readonly HttpClient _gateway;
    private readonly List<(Till Till, Follower Follower)> _tills;

    public Rush(string server, string gateway, IEnumerable<Till> tills)
    {
        (_server, _gateway) = (Client(server), Client(gateway));
        _tills = [.. tills.Select(till => (till, new Follower(server, till.Key, till.Store.Value)))];
    }

    /// <summary>Each client takes one payment after the other; clients share the tills evenly.</summary>
    public async Task<Outcome> ClosedAsync(int clients, TimeSpan warmUp, TimeSpan stretch)
    {
        var taken = new ConcurrentQueue<(long At, Taken Payment)>();
        var start = Stopwatch.GetTimestamp() + Ticks(warmUp);
        var end = start + Ticks(stretch);
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async i =>
        {
            var counter = CounterOf(i);
            while (Stopwatch.GetTimestamp() < end)
            {
                var payment = await counter.TakeAsync(CancellationToken.None);
                taken.Enqueue((Stopwatch.GetTimestamp(), payment));
            }
        }));
        var counted = taken.Where(t => t.At >= start && t.At <= end).Select(t => t.Payment).ToList();
        return new Outcome(counted.Count / stretch.TotalSeconds, counted);
    }

    /// <summary>Starts a payment at each beat, however long the ones before take.</summary>
    public async Task<Outcome> PacedAsync(double perSecond, TimeSpan warmUp, TimeSpan stretch)
    {
        var running = new List<Task<Taken>>();
        var (start, warm) = (Stopwatch.GetTimestamp(), (int)(warmUp.TotalSeconds * perSecond));
        var count = warm + (int)(stretch.TotalSeconds * perSecond);
        for (var i = 0; i < count; i++)
        {
            var due = start + (long)(i / perSecond * Stopwatch.Frequency);
            if (due - Stopwatch.GetTimestamp() is var early and > 0)
                await Task.Delay(TimeSpan.FromSeconds((double)early / Stopwatch.Frequency));
            running.Add(CounterOf(i).TakeAsync(CancellationToken.None));
        }

        var taken = await Task.WhenAll(running);
        var seconds = (double)(Stopwatch.GetTimestamp() - start) / Stopwatch.Frequency;
        return new Outcome(count / seconds, [.. taken.Skip(warm)]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, follower) in _tills)
            await follower.DisposeAsync();
        _server.Dispose();
        _gateway.Dispose();
    }

    private Counter CounterOf(int client)
    {
        var (till, follower) = _tills[client % _tills.Count];
        return new Counter(_server, _gateway, till, follower, $"user{client % 32}");
    }

    private static HttpClient Client(string address) => new(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(60) };

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}
