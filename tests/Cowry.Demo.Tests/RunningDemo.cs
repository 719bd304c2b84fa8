using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text.Json;
using Cowry.Client;

[assembly: UnsupportedOSPlatform("windows")]

namespace Cowry.Demo.Tests;

/// <summary>The demo's program as <c>./cowry demo</c> starts it, on free ports, with the server and the sandbox that this build made.</summary>
internal sealed class RunningDemo : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private RunningDemo(string data, Process process)
    {
        (Data, _process) = (data, process);
        (_output, _errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    public string Data { get; }

    public DemoFile File { get; private set; } = null!;

    public static async Task<RunningDemo> StartAsync(string data)
    {
        var demo = Launch(data);
        var file = Path.Combine(data, "demo.json");
        var started = Stopwatch.GetTimestamp();
        while (!System.IO.File.Exists(file))
        {
            if (demo._process.HasExited || Stopwatch.GetElapsedTime(started) > Patience)
                throw new InvalidOperationException($"the demo did not start: {await demo.StopAsync()}");
            await Task.Delay(50);
        }

        demo.File = JsonSerializer.Deserialize<DemoFile>(await System.IO.File.ReadAllTextAsync(file), Wire.Json)!;
        return demo;
    }

    public static RunningDemo Launch(string data)
    {
        Directory.CreateDirectory(data);
        var start = new ProcessStartInfo(Path.Combine(Built("Cowry.Demo"), "Cowry.Demo"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        string[] arguments =
        [
            "--build", BuildFolder(data), "--data", data, "--port", FreePort(), "--sandbox-port", FreePort(),
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return new RunningDemo(data, Process.Start(start)!);
    }

    /// <summary>SIGTERM; how long it took, with which code it ended, and all that it said.</summary>
    public async Task<(TimeSpan Took, int Code, string Said)> StopAsync()
    {
        var started = Stopwatch.GetTimestamp();
        await SignalAsync("TERM", _process.Id);
        return await EndAsync(started);
    }

    public async Task<(TimeSpan Took, int Code, string Said)> EndAsync(long started)
    {
        using var late = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(late.Token);
        return (Stopwatch.GetElapsedTime(started), _process.ExitCode, await _output + await _errors);
    }

    public void KillAlone() => _process.Kill();

    /// <summary>Waits until nobody listens at the address any more.</summary>
    public static async Task GoneAsync(string address)
    {
        var uri = new Uri(address);
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < Patience)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(uri.Host, uri.Port);
                await Task.Delay(50);
            }
            catch (SocketException)
            {
                return;
            }
        }

        throw new TimeoutException($"somebody still listens at {address}");
    }

    /// <summary>The process that listens on the server's port, found as an operator would.</summary>
    public int ServerProcess()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(name => int.TryParse(Path.GetFileName(name), out _)))
        {
            try
            {
                var command = System.IO.File.ReadAllText(Path.Combine(folder, "cmdline")).Split('\0');
                if (command[0].EndsWith("/Cowry.Server", StringComparison.Ordinal) && command.Contains(File.Server, StringComparer.Ordinal))
                    return int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // It ended while we looked.
            }
        }

        throw new InvalidOperationException("no server runs");
    }

    public static async Task SignalAsync(string signal, int process)
    {
        using var kill = Process.Start("/bin/kill", ["-" + signal, process.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await StopAsync();
        _process.Dispose();
    }

    /// <summary>What a build makes: server, sandbox and web side by side.</summary>
    private static string BuildFolder(string data)
    {
        var folder = Directory.CreateDirectory(Path.Combine(data, "build")).FullName;
        Link(Path.Combine(folder, "server"), Built("Cowry.Server"));
        Link(Path.Combine(folder, "sandbox"), Built("Cowry.Sandbox"));
        Link(Path.Combine(folder, "web"), Environment.GetEnvironmentVariable("COWRY_TEST_WEB") ?? MakeWeb(data));
        return folder;
    }

    // Which page stands at the terminal's address does not matter here; the browser tests look at the real one.
    private static string MakeWeb(string data)
    {
        var terminal = Directory.CreateDirectory(Path.Combine(data, "page", "terminal")).FullName;
        System.IO.File.WriteAllText(Path.Combine(terminal, "index.html"), "<!doctype html><title>Terminal</title>");
        return Path.GetDirectoryName(terminal)!;
    }

    private static void Link(string name, string target)
    {
        if (!Directory.Exists(name))
            Directory.CreateSymbolicLink(name, target);
    }

    /// <summary>From tests/X/bin/Release/net10.0 to src/Y/bin/Release/net10.0.</summary>
    private static string Built(string project)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var root = here.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;
        return Path.Combine(root, "src", project, "bin", here.Parent.Name, here.Name);
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
