using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cowry.Connectors.Tests.WeChatPay;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cowry.Connectors.Tests;

/// <summary>A real HTTP server that answers as a test says: for what the sandbox, a well-behaved gateway, never does.</summary>
internal sealed class SmallGateway : IAsyncDisposable
{
    private readonly WebApplication app;

    private SmallGateway(WebApplication app) => this.app = app;

    public ConcurrentQueue<Received> Requests { get; } = new();

    public string Url => app.Urls.Single();

    public TimeProvider Clock { get; private init; } = TimeProvider.System;

    public static async Task<SmallGateway> StartAsync(Func<SmallGateway, HttpContext, Received, Task> answer, TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = builder.Build();
        var gateway = new SmallGateway(server) { Clock = clock ?? TimeProvider.System };
        server.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            var received = new Received(
                http.Request.Method,
                http.Request.Path + http.Request.QueryString,
                http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                body.ToArray());
            gateway.Requests.Enqueue(received);
            await answer(gateway, http, received);
        });
        await server.StartAsync();
        return gateway;
    }

    /// <summary>A WeChat Pay that gives every request the same signed answer.</summary>
    public static Task<SmallGateway> AnsweringAsync(int status, string body) =>
        StartAsync((gateway, http, _) => gateway.WriteAsync(http, status, body));

    /// <summary>Writes an answer as WeChat Pay signs it, with the platform key unless told otherwise.</summary>
    public Task WriteAsync(
        HttpContext http, int status, string body, RSA? key = null, string? serial = null, TimeSpan shift = default)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var timestamp = (Clock.GetUtcNow() + shift).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var nonce = RandomNumberGenerator.GetHexString(32);
        http.Response.Headers["Wechatpay-Timestamp"] = timestamp;
        http.Response.Headers["Wechatpay-Nonce"] = nonce;
        http.Response.Headers["Wechatpay-Signature"] = TestKeys.Sign(key ?? TestKeys.Platform, timestamp, nonce, bytes);
        http.Response.Headers["Wechatpay-Serial"] = serial ?? TestKeys.PublicKeyId;
        return WriteUnsignedAsync(http, status, body);
    }

    public static async Task WriteUnsignedAsync(HttpContext http, int status, string body)
    {
        http.Response.StatusCode = status;
        if (body.Length == 0)
            return;
        http.Response.ContentType = "application/json";
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}

internal sealed record Received(string Method, string PathAndQuery, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);
}
