namespace Cowry.Sandbox.Printer;

/// <summary>Lets tasks wait for a change: take <see cref="Next"/>, look at the state, then await what was taken.</summary>
internal sealed class Signal
{
    private TaskCompletionSource next = Fresh();

    public Task Next => Volatile.Read(ref next).Task;

    public void Raise() => Interlocked.Exchange(ref next, Fresh()).TrySetResult();

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
