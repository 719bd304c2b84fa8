using System.Globalization;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox;

/// <summary>
/// Sends the notifications of all wallets until they are taken: at once, then by the wallet's schedule, divided by the time scale. Pending
/// ones are in the database and go on after a restart.
/// </summary>
internal sealed class Notifier(
    Database database, IEnumerable<INotificationDialect> dialects, SandboxOptions options, TimeProvider time, IHostApplicationLifetime lifetime)
    : IHostedService, IDisposable
{
    private const int AtOnce = 128;
    private readonly Dictionary<string, INotificationDialect> dialects = dialects.ToDictionary(dialect => dialect.Wallet);

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    private readonly SemaphoreSlim slots = new(AtOnce);
    private readonly LaterTasks tasks = new();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var pending in database.Read(db => db.Pending()))
            _ = Send(pending);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => tasks.Ended;

    /// <summary>Sends one that is already in the database. The task ends with the first try, whatever came of it.</summary>
    public Task Send(Notification notification)
    {
        var firstTry = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        tasks.Run(notification.Id, () => Run(notification, firstTry));
        return firstTry.Task;
    }

    public void Dispose()
    {
        http.Dispose();
        slots.Dispose();
    }

    private async Task Run(Notification notification, TaskCompletionSource firstTry)
    {
        var stop = lifetime.ApplicationStopping;
        var dialect = dialects[notification.Wallet];
        try
        {
            if (notification.Tries == 0 && dialect.Faults.Value(FaultPoint.Notify, "delay") is { } delay)
                notification = notification with { DueAt = Now() + delay };
            while (notification.DueAt is { } due)
            {
                var wait = due - Now();
                if (wait > 0)
                    await Task.Delay(TimeSpan.FromMilliseconds(wait), time, stop);
                notification = await Try(dialect, notification, stop);
                firstTry.TrySetResult();
                await database.Write(db =>
                {
                    db.SaveTry(notification);
                    return true;
                });
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It is in the database and goes on with the next start.
        }
        finally
        {
            firstTry.TrySetResult();
        }
    }

    private async Task<Notification> Try(INotificationDialect dialect, Notification notification, CancellationToken stop)
    {
        var (taken, result) = dialect.Faults.Take(FaultPoint.Notify, "lose")
            ? (false, "lost by a fault")
            : await Post(dialect, notification, stop);
        if (taken)
        {
            for (var copies = dialect.Faults.Value(FaultPoint.Notify, "duplicate") ?? 0; copies > 0; copies--)
                await Post(dialect, notification, stop);
        }

        var tries = notification.Tries + 1;
        var last = taken || tries > dialect.WaitSeconds.Count;
        long? next = last ? null : Now() + (dialect.WaitSeconds[tries - 1] * 1000L / options.TimeScale);
        return notification with { Tries = tries, DueAt = next, LastResult = result };
    }

    private async Task<(bool Taken, string Result)> Post(INotificationDialect dialect, Notification notification, CancellationToken stop)
    {
        await slots.WaitAsync(stop);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(dialect.Patience);
        try
        {
            using var request = dialect.Request(notification, dialect.Faults.Take(FaultPoint.Notify, "bad_signature"));
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, patience.Token);
            var status = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
            return (await dialect.IsTaken(answer, patience.Token), status);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (false, string.Create(CultureInfo.InvariantCulture, $"no answer within {(int)dialect.Patience.TotalSeconds} s"));
        }
        catch (HttpRequestException e)
        {
            return (false, e.Message);
        }
        finally
        {
            slots.Release();
        }
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
