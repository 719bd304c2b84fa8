using System.Collections.Concurrent;
using System.Diagnostics;
using Cowry.Bench.Running;

namespace Cowry.Bench.Load;

/// <summary>What a stretch of load came to.</summary>
/// <param name="PerSecond">Payments that succeeded.</param>
/// <param name="Payments">Those within the stretch.</param>
/// <param name="Failed">How many did not come to their end; they are in no other figure.</param>
internal sealed record Outcome(double PerSecond, IReadOnlyList<Taken> Payments, int Failed);

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
        var failed = 0;
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async i =>
        {
            var counter = CounterOf(i);
            while (Stopwatch.GetTimestamp() < end)
            {
                if (await TryAsync(counter) is { } payment)
                    taken.Enqueue((Stopwatch.GetTimestamp(), payment));
                else
                    Interlocked.Increment(ref failed);
            }
        }));
        var counted = taken.Where(t => t.At >= start && t.At <= end).Select(t => t.Payment).ToList();
        return new Outcome(counted.Count / stretch.TotalSeconds, counted, failed);
    }

    /// <summary>Starts a payment at each beat, however long the ones before take.</summary>
    public async Task<Outcome> PacedAsync(double perSecond, TimeSpan warmUp, TimeSpan stretch)
    {
        var running = new List<Task<Taken?>>();
        var (start, warm) = (Stopwatch.GetTimestamp(), (int)(warmUp.TotalSeconds * perSecond));
        var count = warm + (int)(stretch.TotalSeconds * perSecond);
        for (var i = 0; i < count; i++)
        {
            var due = start + (long)(i / perSecond * Stopwatch.Frequency);
            if (due - Stopwatch.GetTimestamp() is var early and > 0)
                await Task.Delay(TimeSpan.FromSeconds((double)early / Stopwatch.Frequency));
            running.Add(TryAsync(CounterOf(i)));
        }

        var taken = await Task.WhenAll(running);
        var seconds = (double)(Stopwatch.GetTimestamp() - start) / Stopwatch.Frequency;
        return new Outcome(count / seconds, [.. taken.Skip(warm).OfType<Taken>()], taken.Count(t => t is null));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, follower) in _tills)
            await follower.DisposeAsync();
        _server.Dispose();
        _gateway.Dispose();
    }

    /// <summary>Null when it failed; said aloud, since a bench that breaks things measures nothing.</summary>
    private static async Task<Taken?> TryAsync(Counter counter)
    {
        try
        {
            return await counter.TakeAsync(CancellationToken.None);
        }
        catch (Exception error) when (error is InvalidOperationException or TimeoutException or HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"a payment failed: {error.Message}");
            return null;
        }
    }

    private Counter CounterOf(int client)
    {
        var (till, follower) = _tills[client % _tills.Count];
        return new Counter(_server, _gateway, till, follower, $"user{client % 32}");
    }

    private static HttpClient Client(string address) => new(new SocketsHttpHandler { ActivityHeadersPropagator = null })
    {
        BaseAddress = new Uri(address),
        Timeout = TimeSpan.FromSeconds(60),
    };

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}
