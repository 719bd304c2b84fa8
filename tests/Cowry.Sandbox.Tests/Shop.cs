using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cowry.Sandbox.Tests;

/// <summary>One notification as it arrived.</summary>
internal sealed record Delivery(byte[] Raw, IReadOnlyDictionary<string, string> Headers, DateTimeOffset At)
{
    public JsonNode Body => JsonNode.Parse(Raw)!;
}

/// <summary>The shop's side of a notification: a real server that keeps what it gets and answers as told.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Channel<Delivery> deliveries = Channel.CreateUnbounded<Delivery>();

    private Shop(WebApplication app) => this.app = app;

    /// <summary>The status of the answer; asked anew each time.</summary>
    public Func<int> Answer { get; set; } = () => 204;

    /// <summary>The body of a 200; asked anew each time.</summary>
    public Func<string> Says { get; set; } = () => "";

    public string NotifyUrl => app.Urls.Single() + "/notify";

    public static async Task<Shop> Open()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var host = builder.Build();
        var shop = new Shop(host);
        host.MapPost("/notify", shop.Take);
        await host.StartAsync();
        return shop;
    }

    /// <summary>The next notification; fails when none comes within ten seconds.</summary>
    public async Task<Delivery> Next()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        return await deliveries.Reader.ReadAsync(patience.Token);
    }

    /// <summary>How many have arrived and were not looked at.</summary>
    public int Waiting => deliveries.Reader.Count;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer);
        var headers = http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        http.Response.StatusCode = Answer();
        if (http.Response.StatusCode == 200)
            await http.Response.WriteAsync(Says());
        await deliveries.Writer.WriteAsync(new Delivery(buffer.ToArray(), headers, TimeProvider.System.GetUtcNow()));
    }
}
