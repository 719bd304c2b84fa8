using System.Globalization;
using Cowry.Bench.Load;

namespace Cowry.Bench.Measures;

/// <summary>From the gateway's notification to the event on a follower's stream, and from the button to the QR less what the gateway worked.</summary>
internal static class Delays
{
    public static async Task RunAsync(BenchOptions options, Scene scene, string kind, double maximum, Report report)
    {
        await OneAsync(options, scene, kind, 20, "20/s", 50, 25, report);
        await OneAsync(options, scene, kind, maximum * 0.8, string.Create(CultureInfo.InvariantCulture, $"80 % of the most ({maximum * 0.8:0}/s)"), 250, null, report);
    }

    private static async Task OneAsync(
        BenchOptions options, Scene scene, string kind, double perSecond, string pace, double eventGoal, double? qrGoal, Report report)
    {
        await using var rush = new Rush(scene.Server.Address, scene.Gateway.Address, scene.BareTills);
        var outcome = await rush.PacedAsync(perSecond, TimeSpan.FromSeconds(2), options.Stretch * 1.5);
        var toEvent = outcome.Payments.Select(p => p.ToEvent).Where(ms => ms > 0).ToList();
        var toQr = outcome.Payments.Select(p => p.ToQr - p.AtGateway).ToList();
        var (eventTail, qrTail) = (Quantiles.Of(toEvent, 0.99), Quantiles.Of(toQr, 0.99));
        report.Add($"notification to event at {pace}", kind, Text(toEvent, eventTail), $"p99 < {eventGoal} ms", eventTail < eventGoal);
        report.Add($"button to QR less gateway at {pace}", kind, Text(toQr, qrTail), qrGoal is null ? "" : $"p99 < {qrGoal} ms", qrGoal is null ? null : qrTail < qrGoal);
    }

    private static string Text(List<double> milliseconds, double tail) =>
        string.Create(CultureInfo.InvariantCulture, $"median {Quantiles.Median(milliseconds):0.0} ms, p99 {tail:0.0} ms ({milliseconds.Count} payments)");
}
