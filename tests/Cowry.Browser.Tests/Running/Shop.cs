using System.Text.Json;
using Cowry.Browser.Tests.Running;
using Xunit;

[assembly: AssemblyFixture(typeof(Shop))]

namespace Cowry.Browser.Tests.Running;

/// <summary>The demo's shop, started as <c>./cowry demo</c> starts it, on free ports and in a folder of its own; all tests share it.</summary>
public sealed class Shop : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("cowry-browser-").FullName;
    private RunningProgram? _demo;
    private JsonElement _file;

    /// <summary>The server's address.</summary>
    public string Server => Text("server");

    /// <summary>Opens as the paired terminal in any browser.</summary>
    public string TerminalUrl => Text("terminal_url");

    public string OwnerEmail => _file.GetProperty("owner").GetProperty("email").GetString()!;

    public string OwnerPassword => _file.GetProperty("owner").GetProperty("password").GetString()!;

    internal Sandbox Sandbox { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        string[] arguments =
        [
            "--build", Built.SideBySide(_data), "--data", _data, "--port", RunningProgram.FreePort(), "--sandbox-port", RunningProgram.FreePort(),
        ];
        _demo = RunningProgram.Start("Cowry.Demo", arguments);
        var file = Path.Combine(_data, "demo.json");
        await _demo.UntilAsync(() => Task.FromResult(File.Exists(file)));
        _file = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(file));
        Sandbox = new Sandbox(Text("sandbox"));
    }

    /// <summary>The PIN of the staff member with that number.</summary>
    public string Pin(string number) =>
        _file.GetProperty("staff").EnumerateArray().First(person => person.GetProperty("number").GetString() == number).GetProperty("pin").GetString()!;

    public async ValueTask DisposeAsync()
    {
        Sandbox?.Dispose();
        if (_demo is not null)
            await _demo.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    private string Text(string name) => _file.GetProperty(name).GetString()!;
}
