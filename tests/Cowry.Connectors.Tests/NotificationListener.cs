using System.Collections.Concurrent;
using System.Threading.Channels;
using Cowry.Domain.Payments;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cowry.Connectors.Tests;

/// <summary>Where a gateway sends its notifications: each account has an address of its own, and a test judges what arrives there.</summary>
internal sealed class NotificationListener : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Channel<Heard>> heard = new(StringComparer.Ordinal);
    private readonly WebApplication app;

    private NotificationListener(WebApplication app) => this.app = app;

    /// <summary>Takes everything, as each of the wallets wants it said.</summary>
    public string UnreadUrl => app.Urls.Single() + "/taken";

    public static async Task<NotificationListener> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var listener = new NotificationListener(builder.Build());
        listener.app.MapPost("/notify/{account}", listener.ReceiveAsync);
        listener.app.MapPost("/taken", () => "success");
        await listener.app.StartAsync();
        return listener;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    public string UrlOf(GatewayAccount account) => $"{app.Urls.Single()}/notify/{account.Id}";

    /// <summary>What becomes of the next notification for this account; it is answered as the connector says.</summary>
    public async Task<GatewayAnswer<GatewayNews>> JudgeNextAsync(IPaymentGateway gateway, GatewayAccount account)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var (notification, reply) = await HeardBy(account.Id.ToString()).Reader.ReadAsync(limit.Token);
        var answer = await gateway.ReadNotificationAsync(account, notification, TimeProvider.System.GetUtcNow(), limit.Token);
        reply.SetResult(gateway.ReplyTo(
            answer is GatewayAnswer<GatewayNews>.Done, answer is GatewayAnswer<GatewayNews>.Rejected(var code, _) ? code : null));
        return answer;
    }

    private Channel<Heard> HeardBy(string account) => heard.GetOrAdd(account, _ => Channel.CreateUnbounded<Heard>());

    // Holds the gateway's request open until the test has judged the notification, and answers what the connector says.
    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString());
        var replying = new TaskCompletionSource<NotificationReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        await HeardBy((string)context.Request.RouteValues["account"]!).Writer.WriteAsync(
            new Heard(new GatewayNotification(headers, body.ToArray()), replying));
        var reply = await replying.Task.WaitAsync(context.RequestAborted);
        context.Response.StatusCode = reply.Status;
        if (reply.Body is null)
            return;
        context.Response.ContentType = reply.ContentType;
        await context.Response.WriteAsync(reply.Body);
    }

    private sealed record Heard(GatewayNotification Notification, TaskCompletionSource<NotificationReply> Reply);
}
