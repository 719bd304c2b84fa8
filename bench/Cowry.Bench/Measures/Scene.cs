using System.Globalization;
using Cowry.Bench.Running;

namespace Cowry.Bench.Measures;

/// <summary>
/// Everything that one database's figures need, started side by side, so that what is compared is measured within the same minute: the server with the sandbox
/// and a bare gateway, and the ceiling with the same bare gateway. What is idle costs next to nothing.
/// </summary>
internal sealed class Scene : IAsyncDisposable
{
    private const int Stores = 8;
    private readonly List<IAsyncDisposable> _parts = [];

    public required ChildProgram Server { get; init; }

    public required ChildProgram Sandbox { get; init; }

    public required ChildProgram Gateway { get; init; }

    public required ChildProgram Ceiling { get; init; }

    public required IReadOnlyList<Till> CeilingTills { get; init; }

    /// <summary>Eight merchants, each with a store, whose gateway is the sandbox.</summary>
    public required IReadOnlyList<Till> SandboxTills { get; init; }

    /// <summary>Eight more whose gateway is the bare one.</summary>
    public required IReadOnlyList<Till> BareTills { get; init; }

    public static async Task<Scene> OpenAsync(BenchOptions options, string kind)
    {
        var (bare, sandbox, server, ceiling) = (Local(options.Port), Local(options.Port + 1), Local(options.Port + 2), Local(options.Port + 3));
        var (served, ceiled) = (await BenchDatabase.CreateAsync(kind, options.Postgres), await BenchDatabase.CreateAsync(kind, options.Postgres));
        var tills = await Till.MakeAsync(served, Stores * 2);
        var ceilingTills = await Till.MakeAsync(ceiled, Stores, withAccount: true);
        var keys = Path.Combine(ceiled.Folder, "tills");
        await File.WriteAllLinesAsync(keys, ceilingTills.Select(t => $"{t.Key} {t.Merchant} {t.Store}"));
        var gateway = await ChildProgram.StartAsync(Environment.ProcessPath!, ["bare-gateway", bare], bare, "/health", served.Folder);
        var scene = new Scene
        {
            Gateway = gateway,
            Sandbox = await ChildProgram.StartAsync(
                Path.Combine(options.Build, "sandbox", "Cowry.Sandbox"),
                ["--urls", sandbox, "--data", Path.Combine(served.Folder, "sandbox"), "--printer-port", "-1", "--Sandbox:StartBalance", "100000000000"],
                sandbox, "/health", served.Folder),
            Server = await StartServerAsync(options, served, server),
            Ceiling = await ChildProgram.StartAsync(
                Environment.ProcessPath!, ["ceiling", ceiling, kind, ceiled.Connection, bare, keys], ceiling, "/health", ceiled.Folder),
            CeilingTills = ceilingTills,
            SandboxTills = [.. tills.Take(Stores)],
            BareTills = [.. tills.Skip(Stores)],
        };
        scene._parts.AddRange([scene.Server, scene.Sandbox, scene.Ceiling, gateway, served, ceiled]);
        foreach (var till in scene.SandboxTills)
            await GatewayCredentials.ContractAsync(server, till, sandbox);
        foreach (var till in scene.BareTills)
            await GatewayCredentials.ContractAsync(server, till, bare);
        return scene;
    }

    public static Task<ChildProgram> StartServerAsync(BenchOptions options, BenchDatabase database, string address) => ChildProgram.StartAsync(
        Path.Combine(options.Build, "server", "Cowry.Server"),
        ["--urls", address, "--Cowry:RateLimit:PerMinute=10000000", .. database.ServerArguments],
        address, "/v1/health/ready", database.Folder);

    public async ValueTask DisposeAsync()
    {
        foreach (var part in _parts)
            await part.DisposeAsync();
    }

    public static string Local(int port) => "http://127.0.0.1:" + port.ToString(CultureInfo.InvariantCulture);
}
