using System.Diagnostics;
using System.Globalization;

namespace Cowry.Bench.Running;

/// <summary>A program under measurement, in a process of its own; its output goes to a file.</summary>
internal sealed class ChildProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _log;

    private ChildProgram(Process process, string address, string log) => (_process, Address, _log) = (process, address, log);

    public string Address { get; }

    /// <summary>Resident memory in KB, as the kernel counts it.</summary>
    public long ResidentKilobytes => long.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))[6..^3].Trim(), CultureInfo.InvariantCulture);

    /// <summary>Processor time used so far.</summary>
    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public int Id => _process.Id;

    public static async Task<ChildProgram> StartAsync(
        string program, IEnumerable<string> arguments, string address, string health, string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        var log = Path.Combine(folder, Path.GetFileName(program) + "-" + new Uri(address).Port.ToString(CultureInfo.InvariantCulture) + ".log");
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
        foreach (var argument in (string[])["-c", "log=$1; shift; exec \"$@\" </dev/null >\"$log\" 2>&1", "sh", log, program, .. arguments])
            start.ArgumentList.Add(argument);
        foreach (var (key, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
            start.Environment[key] = value;
        var child = new ChildProgram(Process.Start(start)!, address, log);
        await child.AnswersAsync(health);
        return child;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("/bin/kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            using var late = new CancellationTokenSource(TimeSpan.FromSeconds(8));
            try
            {
                await _process.WaitForExitAsync(late.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
            }
        }

        _process.Dispose();
    }

    private async Task AnswersAsync(string health)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        for (var tries = 0; tries < 6000; tries++)
        {
            try
            {
                using var answer = await http.GetAsync(Address + health);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Nobody listens yet.
            }

            if (_process.HasExited)
                throw new InvalidOperationException($"a program ended by itself:\n{string.Join('\n', File.ReadLines(_log).TakeLast(30))}");
            await timer.WaitForNextTickAsync();
        }

        throw new TimeoutException($"{Address} never answered; see {_log}");
    }
}
