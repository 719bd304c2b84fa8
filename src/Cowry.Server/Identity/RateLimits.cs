using System.Threading.RateLimiting;
using Cowry.Server.Api;
using Microsoft.AspNetCore.RateLimiting;

namespace Cowry.Server.Identity;

/// <summary>
/// How often one caller may ask; from configuration section <c>Cowry:RateLimit</c>. Counted per process: of several behind one balancer each lets as
/// many through.
/// </summary>
internal sealed class RateLimitOptions
{
    /// <summary>Requests of the API a minute for each key, terminal or user, and for each address without a token; they may come in one burst.</summary>
    public int PerMinute { get; set; } = 600;

    /// <summary>
    /// Attempts a minute from one address at what guards a secret: sign-in, set-up, OAuth's endpoints. A device that waits for its approval asks thirty
    /// times a minute, and a shop has several behind one address.
    /// </summary>
    public int AttemptsPerMinute { get; set; } = 120;
}

/// <summary>Two gates: one by address before anything is looked up, for the doors at which secrets are tried; one by caller for the API.</summary>
internal static class RateLimits
{
    public static void UseAttemptLimit(this IApplicationBuilder app, RateLimitOptions limits) => app.UseRateLimiter(new RateLimiterOptions
    {
        GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => IsAttempt(http.Request)
            ? RateLimitPartition.GetSlidingWindowLimiter(Address(http), _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = limits.AttemptsPerMinute,
                Window = TimeSpan.FromMinutes(1),
                SegmentsPerWindow = 6,
            })
            : RateLimitPartition.GetNoLimiter("")),
        OnRejected = RefuseAsync,
    });

    public static void UseCallerLimit(this IApplicationBuilder app, RateLimitOptions limits) => app.UseRateLimiter(new RateLimiterOptions
    {
        GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.GetTokenBucketLimiter(Who(http), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = limits.PerMinute,
            TokensPerPeriod = Math.Max(1, limits.PerMinute / 60),
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        })),
        OnRejected = RefuseAsync,
    });

    private static bool IsAttempt(HttpRequest request) =>
        HttpMethods.IsPost(request.Method)
        && (request.Path.StartsWithSegments("/oauth", StringComparison.Ordinal)
            || request.Path.StartsWithSegments("/account", StringComparison.Ordinal)
            || request.Path.StartsWithSegments("/v1/setup", StringComparison.Ordinal)
            || request.Path.StartsWithSegments("/v1/staff_sessions", StringComparison.Ordinal));

    private static string Who(HttpContext http) => http.Features.Get<Caller>() switch
    {
        { Terminal: { } terminal } => terminal.Value,
        { ApiKey: { } key } => key.Value,
        { User: { } user } => user.Value,
        _ => Address(http),
    };

    private static string Address(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "";

    private static ValueTask RefuseAsync(OnRejectedContext context, CancellationToken cancel)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) && after > TimeSpan.Zero ? after : TimeSpan.FromSeconds(1);
        return new ValueTask(ProblemWriter.WriteAsync(
            context.HttpContext,
            new Refusal(429, "rate_limited", "Too many requests", "Slow down; Retry-After says for how long.") { RetryAfter = wait }));
    }
}
