using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cowry.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Cowry.Server.Tests.Hosting;

/// <summary>The outside world in this process, reached by its real protocols.</summary>
internal sealed class RunningSandbox : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;

    private RunningSandbox(WebApplication app, string folder)
    {
        (_app, _folder) = (app, folder);
        Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single().TrimEnd('/');
        Http = new HttpClient { BaseAddress = new Uri(Address) };
    }

    public string Address { get; }

    public HttpClient Http { get; }

    public static async Task<RunningSandbox> StartAsync(params string[] more)
    {
        var folder = Directory.CreateTempSubdirectory("cowry-test-sandbox-").FullName;
        var app = await SandboxHost.Build(["--urls", "http://127.0.0.1:0", "--data", folder, "--printer-port", "0", .. more]);
        await app.StartAsync();
        return new RunningSandbox(app, folder);
    }

    /// <summary>A merchant's credentials at the simulated gateway, fresh, so that tests do not see each other's money.</summary>
    public async Task<JsonNode> MerchantAsync(object? wanted = null) => await PostAsync("/merchants", wanted ?? new { name = "面馆" });

    public async Task FaultsAsync(object faults)
    {
        using var answer = await Http.PutAsJsonAsync("/faults", faults);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<int> PrinterPortAsync() => (await Http.GetFromJsonAsync<JsonNode>("/printer"))!["port"]!.GetValue<int>();

    public async Task<JsonArray> PapersAsync() => (await Http.GetFromJsonAsync<JsonArray>("/printer/papers"))!;

    /// <summary>Gives a phone enough for anything.</summary>
    public Task<JsonNode> FillAsync(string user) => PostAsync("/phone/balance", new { user, balance = 10_000_000_000L });

    public Task<JsonNode> PayAsync(string user, string content) => PostAsync("/phone/pay", new { user, content });

    public async Task<JsonNode?> TransactionAsync(string mchid, string number)
    {
        var answer = await Http.GetFromJsonAsync<JsonNode>($"/wechat_pay/transactions?mchid={mchid}&out_trade_no={number}");
        return (answer as JsonArray ?? answer!["data"]!.AsArray()).SingleOrDefault();
    }

    public async Task<JsonNode> PostAsync(string path, object body)
    {
        using var answer = await Http.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new HttpRequestException($"{path} answered {(int)answer.StatusCode}: {text}", null, answer.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
