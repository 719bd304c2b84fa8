using System.Diagnostics;
using System.Globalization;
using Cowry.Bench.Load;
using Cowry.Bench.Running;

namespace Cowry.Bench.Measures;

/// <summary>Payments from create to succeeded a second, beside the ceiling's.</summary>
internal sealed class Throughput(BenchOptions options, Scene scene, string kind, Report report)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private readonly Dictionary<int, double> _withBare = [];

    /// <summary>The most that the server came to against the bare gateway.</summary>
    public double Maximum => _withBare.Values.DefaultIfEmpty(50).Max();

    public async Task RunAsync()
    {
        await WarmAsync(scene.Ceiling, scene.Gateway, scene.CeilingTills);
        await WarmAsync(scene.Server, scene.Sandbox, scene.SandboxTills);
        var withSandbox = new Dictionary<int, double>();
        foreach (var clients in options.Clients)
        {
            var ceiling = await OnceAsync(scene.Ceiling, scene.Gateway, scene.CeilingTills, clients);
            var bare = await OnceAsync(scene.Server, scene.Gateway, scene.BareTills, clients);
            var sandbox = await OnceAsync(scene.Server, scene.Sandbox, scene.SandboxTills, clients);
            (_withBare[clients], withSandbox[clients]) = (bare.Rate, sandbox.Rate);
            Say($"payments, {clients} clients, 8 stores, sandbox", sandbox, ceiling);
            Say($"payments, {clients} clients, 8 stores, bare gateway", bare, ceiling);
        }

        if (withSandbox.TryGetValue(32, out var many) && withSandbox.TryGetValue(8, out var few))
            report.Add("32 clients against 8, sandbox", kind, Percent(many / few), ">= 90 %", many / few >= 0.9);
        var oneCeiling = await OnceAsync(scene.Ceiling, scene.Gateway, scene.CeilingTills.Take(1), 8);
        Say("payments, 8 clients, one store, sandbox", await OnceAsync(scene.Server, scene.Sandbox, scene.SandboxTills.Take(1), 8), oneCeiling);
    }

    /// <summary>The runtime compiles what it runs often, and later than at once: by count, since a slow machine takes longer for the same.</summary>
    private static async Task WarmAsync(ChildProgram server, ChildProgram gateway, IReadOnlyList<Till> tills)
    {
        await using var rush = new Rush(server.Address, gateway.Address, tills);
        var start = Stopwatch.GetTimestamp();
        for (var payments = 0; payments < 3000 && Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20);)
            payments += (await rush.ClosedAsync(8, TimeSpan.Zero, TimeSpan.FromSeconds(2))).Payments.Count;
    }

    private void Say(string measure, Speed speed, Speed ceiling)
    {
        var ratio = speed.Rate / ceiling.Rate;
        report.Add(
            measure, kind,
            string.Create(CultureInfo.InvariantCulture, $"{ratio:P0} ({speed.Rate:0}/s of {ceiling.Rate:0}/s; {speed.Cost:0.00} ms CPU each of {ceiling.Cost:0.00}, gateway {speed.GatewayCost:0.00})"),
            ">= 60 %", ratio >= 0.6);
    }

    private async Task<Speed> OnceAsync(ChildProgram server, ChildProgram gateway, IEnumerable<Till> tills, int clients)
    {
        await using var rush = new Rush(server.Address, gateway.Address, tills);
        var (before, gatewayBefore) = (server.Processor, gateway.Processor);
        var outcome = await rush.ClosedAsync(clients, WarmUp, options.Stretch);
        // The warm-up's payments count for the processor too; at a steady rate that is the longer stretch.
        var payments = outcome.PerSecond * (WarmUp + options.Stretch).TotalSeconds;
        return new Speed(
            outcome.PerSecond, (server.Processor - before).TotalMilliseconds / payments, (gateway.Processor - gatewayBefore).TotalMilliseconds / payments);
    }

    private static string Percent(double ratio) => ratio.ToString("P0", CultureInfo.InvariantCulture);

    /// <summary>Payments a second, and milliseconds of processor for each in the server and in the gateway.</summary>
    private sealed record Speed(double Rate, double Cost, double GatewayCost);
}
