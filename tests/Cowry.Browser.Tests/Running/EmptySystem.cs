namespace Cowry.Browser.Tests.Running;

/// <summary>A server as <c>./cowry serve</c> starts it, with nothing in it, and a sandbox that knows nothing of it.</summary>
internal sealed class EmptySystem : IAsyncDisposable
{
    private const string Label = "Set-up code: ";

    private readonly string _data = Directory.CreateTempSubdirectory("cowry-empty-").FullName;
    private readonly RunningProgram _server;
    private readonly RunningProgram _sandbox;

    private EmptySystem(string? database)
    {
        var (port, sandboxPort) = (RunningProgram.FreePort(), RunningProgram.FreePort());
        Server = "http://127.0.0.1:" + port;
        Sandbox = new Sandbox("http://127.0.0.1:" + sandboxPort);
        Dictionary<string, string> environment = new(StringComparer.Ordinal)
        {
            ["Cowry__Data"] = Directory.CreateDirectory(Path.Combine(_data, "server")).FullName,
            ["Cowry__Web"] = Built.Web(_data),
        };
        if (database is not null)
            environment["Cowry__Database"] = database;
        _server = RunningProgram.Start("Cowry.Server", ["--urls", Server], environment);
        _sandbox = RunningProgram.Start("Cowry.Sandbox", ["--port", sandboxPort, "--data", Path.Combine(_data, "sandbox"), "--printer-port", "0"]);
    }

    public string Server { get; }

    public Sandbox Sandbox { get; }

    /// <summary>Starts both and waits until they answer.</summary>
    /// <param name="database">A PostgreSQL connection string; null for SQLite.</param>
    public static async Task<EmptySystem> StartAsync(string? database)
    {
        var system = new EmptySystem(database);
        await system._server.AnswersAsync(system.Server + "/v1/health/ready");
        await system._sandbox.AnswersAsync(system.Sandbox.Address + "/health");
        return system;
    }

    /// <summary>What the server's console shows to whoever starts it.</summary>
    public async Task<string> SetupCodeAsync()
    {
        string? code = null;
        await _server.UntilAsync(() =>
        {
            code = _server.Said.Split('\n').FirstOrDefault(line => line.StartsWith(Label, StringComparison.Ordinal))?[Label.Length..].Trim();
            return Task.FromResult(code is not null);
        });
        return code!;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _sandbox.DisposeAsync();
        Sandbox.Dispose();
        Directory.Delete(_data, recursive: true);
    }
}
