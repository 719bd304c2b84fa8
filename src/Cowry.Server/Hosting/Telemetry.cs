using System.Net;
using Cowry.Server.Payments;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Cowry.Server.Hosting;

/// <summary>
/// Logs as one JSON object a line on standard output (plain text on a terminal), traces and metrics by OpenTelemetry. Bodies, headers and query strings
/// are never logged: they may hold secrets or people's data.
/// </summary>
internal static class Telemetry
{
    public static void AddCowryTelemetry(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Services.AddSerilog(
            (_, log) =>
            {
                log.MinimumLevel.Information()
                    .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
                    .MinimumLevel.Override("System", LogEventLevel.Warning)
                    .MinimumLevel.Override("OpenIddict", LogEventLevel.Warning)
                    .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
                    .ReadFrom.Configuration(builder.Configuration)
                    .Enrich.FromLogContext();
                if (Console.IsOutputRedirected)
                    log.WriteTo.Console(new CompactJsonFormatter());
                else
                    log.WriteTo.Console(formatProvider: System.Globalization.CultureInfo.InvariantCulture);
            });
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("cowry-server"))
            .WithMetrics(metrics =>
            {
                metrics.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation()
                    .AddMeter(PaymentMetrics.MeterName, "Cowry.Connectors", "Npgsql")
                    .AddPrometheusExporter();
                if (HasCollector(builder))
                    metrics.AddOtlpExporter();
            });
        // Spans that go nowhere would still be made for every request, call and statement.
        if (HasCollector(builder))
        {
            telemetry.WithTracing(traces => traces
                .AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddSource("Cowry.Connectors", "Npgsql").AddOtlpExporter());
        }
    }

    /// <summary>Figures for a scraper on this machine; whoever comes from elsewhere finds nothing here.</summary>
    public static void UseCowryMetrics(this WebApplication app) => app.UseOpenTelemetryPrometheusScrapingEndpoint(http =>
        http.Request.Path == "/metrics" && http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address));

    /// <summary>Nothing is sent anywhere unless the standard variable names a collector.</summary>
    private static bool HasCollector(WebApplicationBuilder builder) => builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 };
}
