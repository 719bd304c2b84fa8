using Cowry.Server.Events;

namespace Cowry.Server.Hosting;

/// <summary>
/// A loop that does what is due and sleeps until it is woken or the time that the work named has passed. An error is logged and never ends it;
/// a stop lets the step in hand finish.
/// </summary>
internal abstract class Worker(Pulse pulse, ILogger log) : BackgroundService
{
    /// <summary>Does a bounded amount of work; returns how long there is nothing more to do, zero to be called at once again.</summary>
    protected abstract Task<TimeSpan> WorkAsync(CancellationToken cancel);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var rest = TimeSpan.FromSeconds(1);
            try
            {
                rest = await WorkAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                log.LogError(error, "{Worker} failed and goes on", GetType().Name);
            }

            if (rest > TimeSpan.Zero)
            {
                try
                {
                    await pulse.WaitAsync(rest, stoppingToken);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }
        }
    }
}
