using System.Diagnostics;
using System.Globalization;
using Cowry.Bench.Measures;

namespace Cowry.Bench;

/// <summary>One run of the whole bench.</summary>
internal static class BenchRun
{
    public static async Task<int> RunAsync(BenchOptions options)
    {
        var start = Stopwatch.GetTimestamp();
        var load = Load();
        var report = new Report();
        if (options is { Root: { } demo } && (options.Wants("demo") || options.Wants("page")))
            await DemoStart.RunAsync(options, demo, report);
        if (options.Wants("payments") || options.Wants("delays"))
        {
            foreach (var kind in options.Databases)
                await PaymentsAsync(options, kind, report);
        }

        if (options.Wants("followers"))
        {
            foreach (var kind in options.Databases)
                await IdleFollowers.RunAsync(options, kind, report);
        }

        var took = Stopwatch.GetElapsedTime(start);
        var conditions = string.Create(
            CultureInfo.InvariantCulture,
            $"Measured {TimeProvider.System.GetUtcNow():yyyy-MM-dd} on {Environment.ProcessorCount} cores in {took.TotalMinutes:0.0} minutes; what else the machine had to do when it began (one-minute load): {load}.");
        Console.WriteLine(conditions);
        if (options is { Write: true, Root: { } root })
            await report.WriteAsync(Path.Combine(root, "docs", "performance.md"), conditions);
        return 0;
    }

    private static async Task PaymentsAsync(BenchOptions options, string kind, Report report)
    {
        await using var scene = await Scene.OpenAsync(options, kind);
        var throughput = new Throughput(options, scene, kind, report);
        if (options.Wants("payments"))
            await throughput.RunAsync();
        if (options.Wants("delays"))
            await Delays.RunAsync(options, scene, kind, throughput.Maximum, report);
    }

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
