using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cowry.Browser.Tests.Running;

/// <summary>A program of ours as its own process; ended by SIGTERM, as an operator would.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private RunningProgram(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Everything that it wrote to its console so far.</summary>
    public string Said
    {
        get
        {
            lock (_said)
                return _said.ToString();
        }
    }

    public static RunningProgram Start(string project, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(Built.Program(project)) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (key, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
            start.Environment[key] = value;
        return new RunningProgram(Process.Start(start)!);
    }

    /// <summary>Waits until the address answers 200.</summary>
    public async Task AnswersAsync(string address)
    {
        using var http = new HttpClient();
        await UntilAsync(async () =>
        {
            try
            {
                using var answer = await http.GetAsync(address);
                return answer.StatusCode == HttpStatusCode.OK;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
    }

    /// <summary>Asks again and again; fails with what the program said when it ends first or takes too long.</summary>
    public async Task UntilAsync(Func<Task<bool>> happened)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var started = Stopwatch.GetTimestamp();
        while (!await happened())
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(started) > Patience)
                throw new InvalidOperationException($"{_process.StartInfo.FileName} did not come to it:{Environment.NewLine}{Said}");
            await tick.WaitForNextTickAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("/bin/kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
            using var late = new CancellationTokenSource(TimeSpan.FromSeconds(15));
            try
            {
                await _process.WaitForExitAsync(late.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
    }

    public static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }

    private void Hear(string? line)
    {
        lock (_said)
            _said.AppendLine(line);
    }
}
