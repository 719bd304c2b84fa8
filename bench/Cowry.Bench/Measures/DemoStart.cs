using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Cowry.Bench.Load;
using Cowry.Bench.Running;

namespace Cowry.Bench.Measures;

/// <summary>A further start of the demo from command to ready, the server's start by itself, and on the running demo the terminal's page.</summary>
internal static class DemoStart
{
    private const int Starts = 3;

    public static async Task RunAsync(BenchOptions options, string root, Report report)
    {
        var data = Directory.CreateTempSubdirectory("cowry-bench-demo-").FullName;
        try
        {
            await StartAsync(options, root, data, _ => Task.CompletedTask);
            var whole = new List<double>();
            for (var i = 0; i < Starts; i++)
                whole.Add(await StartAsync(options, root, data, _ => Task.CompletedTask));
            var server = new List<double>();
            for (var i = 0; i < Starts; i++)
                server.Add(await ServerAsync(options, data));
            Add(report, "a further ./cowry demo, command to ready", whole, 4);
            Add(report, "its server alone, start to ready", server, 1.5);
            if (options.Wants("page"))
                await StartAsync(options, root, data, file => TerminalPageAsync(options, root, file, report));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static void Add(Report report, string measure, List<double> seconds, double goal) => report.Add(
        measure, "sqlite",
        string.Create(CultureInfo.InvariantCulture, $"{Quantiles.Median(seconds):0.00} s (median of {seconds.Count}; {seconds.Min():0.00} to {seconds.Max():0.00})"),
        string.Create(CultureInfo.InvariantCulture, $"< {goal} s"), Quantiles.Median(seconds) < goal);

    private static async Task<double> StartAsync(BenchOptions options, string root, string data, Func<string, Task> use)
    {
        var file = Path.Combine(data, "demo.json");
        File.Delete(file);
        var start = Stopwatch.GetTimestamp();
        var info = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
        foreach (var argument in (string[])["-c", "exec \"$0\" demo --port \"$1\" --sandbox-port \"$2\" --printer-port \"$3\" --data \"$4\" >/dev/null", Path.Combine(root, "cowry"), Text(options.Port + 10), Text(options.Port + 11), Text(options.Port + 13), data])
            info.ArgumentList.Add(argument);
        using var demo = Process.Start(info)!;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!File.Exists(file))
        {
            if (demo.HasExited)
                throw new InvalidOperationException($"./cowry demo ended with {demo.ExitCode}");
            await timer.WaitForNextTickAsync();
        }

        var took = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await use(file);
        using (Process.Start("/bin/kill", ["-TERM", Text(demo.Id)]))
            await demo.WaitForExitAsync();
        return took;
    }

    private static async Task<double> ServerAsync(BenchOptions options, string data)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Cowry__Data"] = Path.Combine(data, "server"),
            ["Cowry__Web"] = Path.Combine(options.Build, "web"),
            ["DOTNET_TieredPGO"] = "0",
        };
        var address = Scene.Local(options.Port + 12);
        var start = Stopwatch.GetTimestamp();
        await using var server = await ChildProgram.StartAsync(
            Path.Combine(options.Build, "server", "Cowry.Server"), ["--urls", address], address, "/v1/health/ready", data, environment);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task TerminalPageAsync(BenchOptions options, string root, string file, Report report)
    {
        var chromium = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser" }.First(File.Exists);
        var info = new ProcessStartInfo("node", [Path.Combine(root, "bench", "terminal-page.mjs"), file, chromium]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var node = Process.Start(info)!;
        var text = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        if (node.ExitCode != 0)
            throw new InvalidOperationException($"the terminal's page could not be measured: {text}");
        var answer = JsonNode.Parse(text)!;
        var (cold, warm, bytes) = (answer["cold"]!.GetValue<double>(), answer["warm"]!.GetValue<double>(), answer["bytes"]!.GetValue<double>());
        var (bare, rounds) = (answer["bare"]!.GetValue<double>(), answer["rounds"]!.GetValue<int>());
        void Page(string what, double milliseconds, double goal) => report.Add(
            $"terminal, navigation to keypad, {what}, CPU slowed 4x", "Chromium",
            string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:0.00} s, {milliseconds / bare:0.0} times twelve bare buttons ({bare / 1000:0.00} s); medians of {rounds}"),
            string.Create(CultureInfo.InvariantCulture, $"< {goal} s"), milliseconds < goal * 1000);
        Page("cold", cold, 1.2);
        Page("warm", warm, 0.6);
        report.Add("terminal, transferred until the keypad", "Chromium", string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024:0} KB"), "<= 150 KB", bytes <= 150 * 1024);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
