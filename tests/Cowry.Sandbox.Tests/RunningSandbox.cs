using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Cowry.Sandbox.Tests;

/// <summary>A sandbox in this process on a free port, reached by real HTTP; its directory goes with it unless it is kept for a restart.</summary>
internal sealed class RunningSandbox : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> Template = new(MakeTemplate);
    private readonly WebApplication app;
    private readonly string directory;
    private bool keep;

    private RunningSandbox(WebApplication app, string directory)
    {
        (this.app, this.directory) = (app, directory);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        BaseUrl = address.TrimEnd('/');
        Http = new HttpClient { BaseAddress = new Uri(BaseUrl) };
    }

    public string BaseUrl { get; }

    public HttpClient Http { get; }

    public static async Task<RunningSandbox> Start(ShiftedTime? time = null, string? directory = null, params string[] args)
    {
        directory ??= await Fresh();
        var host = await SandboxHost.Build([.. Arguments(directory), .. args], time);
        await host.StartAsync();
        return new RunningSandbox(host, directory);
    }

    private static string[] Arguments(string directory) =>
    [
        "--urls", "http://127.0.0.1:0", "--data", directory, "--printer-port", "-1", "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "Warning",
    ];

    private static string NewDirectory() => Directory.CreateTempSubdirectory("cowry-sandbox-test-").FullName;

    /// <summary>A directory of its own for each test; only the keys, which take most of a start, are made once and copied.</summary>
    private static async Task<string> Fresh()
    {
        var made = NewDirectory();
        foreach (var file in Directory.GetFiles(await Template.Value))
            File.Copy(file, Path.Combine(made, Path.GetFileName(file)));
        return made;
    }

    private static async Task<string> MakeTemplate()
    {
        var made = NewDirectory();
        await using var host = await SandboxHost.Build(Arguments(made));
        await host.StartAsync();
        await host.StopAsync();
        return made;
    }

    /// <summary>Stops this one and starts another on the same data.</summary>
    public async Task<RunningSandbox> Restart(params string[] args)
    {
        keep = true;
        await DisposeAsync();
        return await Start(null, directory, args);
    }

    public async Task<Sdk> Merchant(object? wanted = null)
    {
        var answer = wanted is null
            ? (await Http.GetFromJsonAsync<JsonObject>("/credentials"))!["wechat_pay"]!
            : (await Post("/merchants", wanted)).Body;
        return new Sdk(BaseUrl, answer);
    }

    public async Task<(int Status, JsonNode Body)> Post(string path, object body)
    {
        using var answer = await Http.PostAsJsonAsync(path, body);
        return ((int)answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonNode>())!);
    }

    public Task<(int Status, JsonNode Body)> Pay(string user, string content) => Post("/phone/pay", new { user, content });

    public async Task<(int Status, JsonNode Body)> SetFaults(object faults)
    {
        using var answer = await Http.PutAsJsonAsync("/faults", faults);
        return ((int)answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonNode>())!);
    }

    public async Task<long> Balance(string user) => (await Http.GetFromJsonAsync<JsonNode>($"/phone/users/{user}"))!["balance"]!.GetValue<long>();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        if (!keep)
            Directory.Delete(directory, recursive: true);
    }
}

/// <summary>The system's clock, moved: hours pass without waiting. Waits still take real time.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
