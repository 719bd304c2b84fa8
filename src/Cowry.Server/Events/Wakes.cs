using System.Collections.Concurrent;
using System.Threading.Channels;
using Cowry.Primitives;

namespace Cowry.Server.Events;

/// <summary>
/// Who to wake after a commit: followers of a stream and workers with new work. Only hints: whoever sleeps also looks again by itself after a while,
/// since everything that matters is in the database. Followers of one stream share one signal, which is dropped with the last of them.
/// </summary>
internal sealed class Wakes
{
    private readonly ConcurrentDictionary<(MerchantId, string), StreamSignal> _streams = new();
    private readonly ConcurrentDictionary<string, Pulse> _workers = new(StringComparer.Ordinal);

    /// <summary>Raised on this process after every commit with events, to tell other processes.</summary>
    public event Action<Appended>? Announced;

    /// <summary>The name under which consumers are woken; print jobs and payments have pulses of their own.</summary>
    public const string Consumers = "consumers";

    public IEnumerable<(MerchantId Merchant, string Stream)> FollowedStreams => _streams.Keys;

    public void Committed(Appended appended)
    {
        if (appended.Streams.Count == 0)
            return;
        foreach (var (stream, lastSeq) in appended.Streams)
            StreamMoved(appended.Merchant, stream, lastSeq);
        if (appended.ConsumersDue)
            Worker(Consumers).Set();
        Announced?.Invoke(appended);
    }

    /// <summary>A stream is known to have come to <paramref name="lastSeq"/>, here or on another node.</summary>
    public void StreamMoved(MerchantId merchant, string stream, long lastSeq)
    {
        if (_streams.TryGetValue((merchant, stream), out var signal))
            signal.Raise(lastSeq);
    }

    public Pulse Worker(string name) => _workers.GetOrAdd(name, _ => new Pulse());

    public StreamSubscription Subscribe(MerchantId merchant, string stream)
    {
        while (true)
        {
            var signal = _streams.GetOrAdd((merchant, stream), _ => new StreamSignal());
            if (signal.TryEnter())
                return new StreamSubscription(signal, () =>
                {
                    if (signal.Leave())
                        _streams.TryRemove(KeyValuePair.Create((merchant, stream), signal));
                });
        }
    }
}

/// <summary>A latch that wakes one worker loop; set while it works, it is not forgotten.</summary>
internal sealed class Pulse
{
    private readonly Channel<bool> _latch = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => _latch.Writer.TryWrite(true);

    /// <summary>Waits for a set or the timeout.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancel)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        timeout.CancelAfter(atMost);
        try
        {
            await _latch.Reader.ReadAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // The time was up: the worker looks by itself.
        }
    }
}

/// <summary>The newest seq of a stream that this process knows of, and a task that ends when it grows.</summary>
internal sealed class StreamSignal
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _moved = New();
    private long _seq;
    private int _followers;

    public (long Seq, Task Moved) Look()
    {
        lock (_lock)
            return (_seq, _moved.Task);
    }

    public void Raise(long seq)
    {
        TaskCompletionSource moved;
        lock (_lock)
        {
            if (seq <= _seq)
                return;
            _seq = seq;
            (moved, _moved) = (_moved, New());
        }

        moved.SetResult();
    }

    /// <summary>False when the last follower has just left and the signal is being dropped.</summary>
    public bool TryEnter()
    {
        lock (_lock)
        {
            if (_followers < 0)
                return false;
            _followers++;
            return true;
        }
    }

    /// <summary>True for the last one out.</summary>
    public bool Leave()
    {
        lock (_lock)
        {
            if (--_followers > 0)
                return false;
            _followers = -1;
            return true;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

internal sealed class StreamSubscription(StreamSignal signal, Action leave) : IDisposable
{
    public (long Seq, Task Moved) Look() => signal.Look();

    public void Dispose() => leave();
}
