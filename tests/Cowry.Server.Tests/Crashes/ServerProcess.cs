using System.Collections.Concurrent;
using System.Diagnostics;
using Cowry.Server.Tests.Hosting;

namespace Cowry.Server.Tests.Crashes;

/// <summary>The server as a process of its own, so that it can be killed without a word.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, string address) => (_process, Address) = (process, address);

    public string Address { get; }

    /// <summary>Starts it on a fixed port, so that the gateway's notifications find it again after a restart, and waits until it is ready.</summary>
    public static async Task<ServerProcess> StartAsync(TestDatabase database, int port)
    {
        var address = $"http://127.0.0.1:{port}";
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Cowry.Server.dll"), "--urls", address, "--Cowry:RateLimit:PerMinute=10000000" },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = database.Folder,
        };
        foreach (var argument in database.Arguments)
            start.ArgumentList.Add(argument);

        // It lives for a few seconds: it should start soon rather than run fast later.
        start.Environment["DOTNET_TieredPGO"] = "0";
        var process = Process.Start(start)!;
        var said = new ConcurrentQueue<string?>();
        process.OutputDataReceived += (_, line) => said.Enqueue(line.Data);
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        await Shop.UntilAsync(
            async () =>
            {
                if (process.HasExited)
                    throw new InvalidOperationException($"the server ended by itself with {process.ExitCode}: {string.Join('\n', said.TakeLast(30))}");
                try
                {
                    using var answer = await http.GetAsync("/v1/health/ready");
                    return answer.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            ready => ready);
        return new ServerProcess(process, address);
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }
}
