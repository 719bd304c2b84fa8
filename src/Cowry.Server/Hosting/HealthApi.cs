using Cowry.Server.Api;
using Cowry.Server.Data;

namespace Cowry.Server.Hosting;

/// <summary>Alive: the process answers. Ready: the database answers too.</summary>
internal static class HealthApi
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/health").WithTags("Health").AllowAnonymous();
        group.MapGet("/live", () => Results.Json(new Health("live"), Client.Wire.Json)).WithName("health_live").WithSummary("Whether the process answers").Produces<Health>();
        group.MapGet("/ready", ReadyAsync).WithName("health_ready").WithSummary("Whether it can serve: the database answers").Produces<Health>();
    }

    private static async Task<IResult> ReadyAsync(Database database, ILogger<Database> log, CancellationToken cancel)
    {
        try
        {
            await database.PingAsync(cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "The database does not answer");
            throw new Refusal(503, "not_ready", "Not ready", "The database does not answer.") { RetryAfter = TimeSpan.FromSeconds(5) };
        }

        return Results.Json(new Health("ready"), Client.Wire.Json);
    }
}

/// <summary>One word: <c>live</c> or <c>ready</c>.</summary>
internal sealed record Health(string Status);
