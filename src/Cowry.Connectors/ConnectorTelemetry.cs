using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cowry.Domain.Payments;

namespace Cowry.Connectors;

/// <summary>What the connectors tell about themselves. The host listens by <see cref="Name"/>, for traces and for metrics alike.</summary>
public static class ConnectorTelemetry
{
    public const string Name = "Cowry.Connectors";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "cowry.gateway.duration", unit: "s", description: "Time of one operation on a gateway, with everything it needed.");

    /// <summary>
    /// Runs an operation under a span and records its time. Tags: gateway, operation, outcome (done, rejected, unknown, cancelled) and,
    /// when it was not done, the stable code.
    /// </summary>
    internal static async Task<GatewayAnswer<T>> MeasureAsync<T>(string gateway, string operation, Func<Task<GatewayAnswer<T>>> run)
    {
        using var activity = Source.StartActivity($"{gateway} {operation}", ActivityKind.Client);
        var started = Stopwatch.GetTimestamp();
        var (outcome, code) = ("cancelled", (string?)null);
        try
        {
            var answer = await run();
            (outcome, code) = answer switch
            {
                GatewayAnswer<T>.Rejected rejected => ("rejected", rejected.Code),
                GatewayAnswer<T>.Unknown unknown => ("unknown", unknown.Code),
                _ => ("done", null),
            };
            return answer;
        }
        finally
        {
            Record(activity, gateway, operation, outcome, code, started);
        }
    }

    private static void Record(Activity? activity, string gateway, string operation, string outcome, string? code, long started)
    {
        var tags = new TagList { { "gateway", gateway }, { "operation", operation }, { "outcome", outcome } };
        activity?.SetTag("cowry.outcome", outcome);
        if (code is not null)
        {
            tags.Add("code", code);
            activity?.SetTag("cowry.code", code);
            activity?.SetStatus(outcome == "unknown" ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
        }

        Duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, tags);
    }
}
