using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>
/// Sends notifications until they are taken: at once, then by WeChat Pay's schedule, divided by the time scale. Pending ones are in the
/// database and go on after a restart.
/// </summary>
internal sealed class Notifier(
    Database database, MerchantBook merchants, PlatformKeys platform, AnswerSigner signer, Faults faults, SandboxOptions options,
    TimeProvider time, IHostApplicationLifetime lifetime) : IHostedService, IDisposable
{
    // 15s/15s/30s/3m/10m/20m/30m/30m/30m/60m/3h/3h/3h/6h/6h, after a first try at once.
    private static readonly int[] WaitSeconds =
        [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10_800, 10_800, 10_800, 21_600, 21_600];

    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(5);
    private const int AtOnce = 128;

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = AnswerTime,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    private readonly SemaphoreSlim slots = new(AtOnce);
    private readonly ConcurrentDictionary<string, Task> running = [];
    private int alternation;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var pending in database.Read(db => db.Pending()))
            _ = Send(pending);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(running.Values);

    /// <summary>Sends one that is already in the database. The task ends with the first try, whatever came of it.</summary>
    public Task Send(Notification notification)
    {
        var firstTry = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = Task.Run(() => Run(notification, firstTry));
        running[notification.Id] = run;
        _ = run.ContinueWith(
            _ => running.TryRemove(notification.Id, out Task? _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
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
        try
        {
            if (notification.Tries == 0 && faults.Value(FaultPoint.Notify, "delay") is { } delay)
                notification = notification with { DueAt = Now() + delay };
            while (notification.DueAt is { } due)
            {
                var wait = due - Now();
                if (wait > 0)
                    await Task.Delay(TimeSpan.FromMilliseconds(wait), time, stop);
                notification = await Try(notification, stop);
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

    private async Task<Notification> Try(Notification notification, CancellationToken stop)
    {
        var (taken, result) = faults.Take(FaultPoint.Notify, "lose") ? (false, "lost by a fault") : await Post(notification, stop);
        if (taken)
        {
            for (var copies = faults.Value(FaultPoint.Notify, "duplicate") ?? 0; copies > 0; copies--)
                await Post(notification, stop);
        }

        var tries = notification.Tries + 1;
        long? next = taken || tries > WaitSeconds.Length ? null : Now() + (WaitSeconds[tries - 1] * 1000L / options.TimeScale);
        return notification with { Tries = tries, DueAt = next, LastResult = result };
    }

    private async Task<(bool Taken, string Result)> Post(Notification notification, CancellationToken stop)
    {
        var merchant = merchants.Find(notification.Mchid)!;
        await slots.WaitAsync(stop);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(AnswerTime);
        try
        {
            using var request = Request(notification, merchant, faults.Take(FaultPoint.Notify, "bad_signature"));
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, patience.Token);
            var status = (int)answer.StatusCode;
            return (status is 200 or 204, status.ToString(CultureInfo.InvariantCulture));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (false, "no answer within 5 s");
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

    private HttpRequestMessage Request(Notification notification, Merchant merchant, bool forged)
    {
        var body = Json.Bytes(json =>
        {
            json.WriteString("id", notification.Id);
            json.WriteString("create_time", BeijingTime.Text(notification.CreatedAt));
            json.WriteString("event_type", notification.EventType);
            json.WriteString("resource_type", "encrypt-resource");
            json.WriteString("summary", notification.Summary);
            json.WriteStartObject("resource");
            json.WriteString("original_type", notification.OriginalType);
            ResourceCipher.Write(
                json, merchant.ApiV3Key, notification.OriginalType, System.Text.Encoding.UTF8.GetBytes(notification.Plaintext));
            json.WriteEndObject();
        });
        var request = new HttpRequestMessage(HttpMethod.Post, notification.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("Accept", "*/*");
        request.Headers.TryAddWithoutValidation("User-Agent", "Mozilla/4.0");
        foreach (var (name, value) in signer.Headers(body, SerialFor(notification, merchant), forged))
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    private string SerialFor(Notification notification, Merchant merchant) => merchant.NotificationKey switch
    {
        "certificate" => platform.Certificate.Serial,
        "public_key" => platform.PublicKeyId,
        "alternate" => Interlocked.Increment(ref alternation) % 2 == 0 ? platform.Certificate.Serial : platform.PublicKeyId,
        _ => signer.SerialFor(merchant, notification.AnswerSerial ?? ""),
    };

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
