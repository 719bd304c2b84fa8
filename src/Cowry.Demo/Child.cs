using System.Diagnostics;

namespace Cowry.Demo;

/// <summary>
/// A program that runs beside us and never outlives us. A shell stands between: when the pipe to it closes, because we close it or because we
/// were killed, it tells the program to stop. Ctrl-C reaches only us, so that the end has one order.
/// </summary>
internal sealed class Child : IDisposable
{
    // wait returns when the program ends by itself too, and the shell then ends with its code.
    private const string Guard = """
        trap '' INT
        log=$1; shift
        exec 3<&0 2>/dev/null
        "$@" </dev/null >"$log" 2>&1 3<&- &
        program=$!
        (cat <&3 >/dev/null; kill "$program") 2>/dev/null >&2 &
        exec 3<&-
        wait "$program"
        """;

    private readonly Process _process;
    private readonly string _log;

    private Child(string name, string log, Process process) => (Name, _log, _process) = (name, log, process);

    public string Name { get; }

    public bool HasEnded => _process.HasExited;

    public static Child Start(string name, string program, string log, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, UseShellExecute = false };
        foreach (var argument in (string[])["-c", Guard, "sh", log, program, .. arguments])
            start.ArgumentList.Add(argument);
        foreach (var (key, value) in environment)
            start.Environment[key] = value;
        var process = Process.Start(start) ?? throw new DemoFault($"{name} could not be started");
        return new Child(name, log, process);
    }

    /// <summary>The set-up code that the server prints for whoever can see its console; null when it prints none.</summary>
    public string? SetupCode()
    {
        const string label = "Set-up code: ";
        return File.ReadLines(_log).LastOrDefault(line => line.StartsWith(label, StringComparison.Ordinal))?[label.Length..].Trim();
    }

    /// <summary>What to tell when it ended though nobody asked it to.</summary>
    public DemoFault Ended()
    {
        var last = File.Exists(_log) ? string.Join(Environment.NewLine, File.ReadLines(_log).TakeLast(20)) : "";
        return new DemoFault($"{Name} ended by itself with code {_process.ExitCode}; its log ends:{Environment.NewLine}{last}");
    }

    /// <summary>Waits for an end that nobody asked for.</summary>
    public Task WaitAsync(CancellationToken cancel) => _process.WaitForExitAsync(cancel);

    /// <summary>Asks it to stop, and ends it when it has not done so after <paramref name="patience"/>.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        _process.StandardInput.Close();
        using var late = new CancellationTokenSource(patience);
        try
        {
            await _process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await Console.Error.WriteLineAsync($"cowry demo: {Name} did not stop in time and was killed");
        }
    }

    public void Dispose() => _process.Dispose();
}
