using System.Collections.Concurrent;

namespace Cowry.Sandbox;

/// <summary>Work that runs beside the requests and that the end of the program waits for.</summary>
internal sealed class LaterTasks
{
    private readonly ConcurrentDictionary<string, Task> running = [];

    /// <summary>Ends when everything has ended that runs now.</summary>
    public Task Ended => Task.WhenAll(running.Values);

    public void Run(string name, Func<Task> work)
    {
        var task = Task.Run(work);
        running[name] = task;
        _ = task.ContinueWith(
            _ => running.TryRemove(name, out Task? _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
