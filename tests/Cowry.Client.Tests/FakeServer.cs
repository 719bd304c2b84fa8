using System.Text.Json;
using Cowry.Client.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cowry.Client.Tests;

/// <summary>A server on a real socket of this machine whose answers a test decides.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private FakeServer(WebApplication app)
    {
        _app = app;
        _http = new HttpClient { BaseAddress = new Uri(app.Urls.First() + "/") };
        Client = new CowryClient(_http, _ => ValueTask.FromResult<string?>("secret"), new CowryClientOptions { FirstDelay = TimeSpan.FromMilliseconds(5) });
    }

    public CowryClient Client { get; }

    public static async Task<FakeServer> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new FakeServer(app);
    }

    public static Task WriteAsync<T>(HttpContext http, T body, int status = 200)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(JsonSerializer.Serialize(body, Wire.Json));
    }

    public static Task RefuseAsync(HttpContext http, int status, string code, IReadOnlyDictionary<string, string[]>? errors = null)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/problem+json";
        return http.Response.WriteAsync(JsonSerializer.Serialize(
            new Problem { Type = "/docs/errors#" + code, Title = "Refused", Status = status, Code = code, RequestId = "req_1", Errors = errors }, Wire.Json));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }
}
