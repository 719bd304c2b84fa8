using System.Collections.Concurrent;

namespace Cowry.Server.Identity;

/// <summary>
/// Callers found within the last moment, by the hash of their token. Whoever takes a right away in this process calls <see cref="Clear"/> after the
/// commit; another process notices within <see cref="Kept"/>.
/// </summary>
internal sealed class CallerCache
{
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(1.5);
    private const int Most = 10_000;
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private int _turn;

    /// <summary>Grows with every <see cref="Clear"/>: what was read from the database before one is not kept after it.</summary>
    public int Turn => Volatile.Read(ref _turn);

    public Caller? Find(string hash, DateTimeOffset now) =>
        _entries.TryGetValue(hash, out var entry) && entry.Until > now ? entry.Caller : null;

    public void Keep(string hash, Caller caller, DateTimeOffset? expiresAt, DateTimeOffset now, int turn)
    {
        if (turn != Turn)
            return;
        if (_entries.Count >= Most)
            _entries.Clear();
        var until = now + Kept;
        _entries[hash] = new Entry(caller, expiresAt < until ? expiresAt.Value : until);
        if (turn != Turn)
            _entries.TryRemove(hash, out _);
    }

    public void Clear()
    {
        Interlocked.Increment(ref _turn);
        _entries.Clear();
    }

    private sealed record Entry(Caller Caller, DateTimeOffset Until);
}
