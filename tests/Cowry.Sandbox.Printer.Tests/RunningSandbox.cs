using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;

namespace Cowry.Sandbox.Printer.Tests;

/// <summary>The whole sandbox in this process, on ports of its own, with a data directory of its own.</summary>
internal sealed class RunningSandbox : IAsyncDisposable
{
    // Making the sandbox's keys takes a second; it is done once and each test gets a copy.
    private static readonly Lazy<Task<string>> WithKeys = new(MakeKeys);
    private const string DatabaseFile = "sandbox.db";
    private readonly string data;
    private WebApplication app = null!;

    private RunningSandbox(string data) => this.data = data;

    public HttpClient Http { get; private set; } = null!;

    public int PrinterPort { get; private set; }

    public static async Task<RunningSandbox> Start()
    {
        var sandbox = new RunningSandbox(Directory.CreateTempSubdirectory("cowry-printer-").FullName);
        File.Copy(await WithKeys.Value, Path.Combine(sandbox.data, DatabaseFile));
        await sandbox.Open();
        return sandbox;
    }

    /// <summary>Stops it and starts another one on the same data.</summary>
    public async Task Restart()
    {
        await Close();
        await Open();
    }

    public Task<PrinterClient> Connect() => PrinterClient.Connect(PrinterPort);

    public async Task<JsonNode> Get(string path) => JsonNode.Parse(await Http.GetStringAsync(path))!;

    public async Task Put(string path, object body)
    {
        using var answer = await Http.PutAsJsonAsync(path, body);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }

    public Task Break(object printer) => Put("/faults", new { printer });

    public Task Repair() => Put("/faults", new { });

    public async Task<JsonArray> Papers() => (await Get("/printer/papers")).AsArray();

    /// <summary>Waits on the printer's own stream until that many papers lie there; answers them, newest first.</summary>
    public async Task<JsonArray> Papers(int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await using var stream = await Http.GetStreamAsync("/printer/stream", patience.Token);
        using var lines = new StreamReader(stream);
        while (true)
        {
            var papers = await Papers();
            if (papers.Count >= count)
                return papers;
            await lines.ReadLineAsync(patience.Token);
        }
    }

    /// <summary>Waits on the printer's own stream until its state is as wanted.</summary>
    public async Task<JsonNode> State(Func<JsonNode, bool> wanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await using var stream = await Http.GetStreamAsync("/printer/stream", patience.Token);
        using var lines = new StreamReader(stream);
        while (true)
        {
            var state = await Get("/printer");
            if (wanted(state))
                return state;
            await lines.ReadLineAsync(patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Close();
        Directory.Delete(data, recursive: true);
    }

    private static async Task<string> MakeKeys()
    {
        var sandbox = new RunningSandbox(Directory.CreateTempSubdirectory("cowry-printer-").FullName);
        await sandbox.Open();
        await sandbox.Close();
        return Path.Combine(sandbox.data, DatabaseFile);
    }

    private async Task Open()
    {
        app = await SandboxHost.Build(["--port", "0", "--data", data, "--printer-port", "0"]);
        await app.StartAsync();
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        PrinterPort = (await Get("/printer"))["port"]!.GetValue<int>();
    }

    private async Task Close()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
