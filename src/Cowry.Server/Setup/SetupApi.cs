using Cowry.Client.Setup;
using Cowry.Server.Data;
using Cowry.Server.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Setup;

/// <summary>The door of the slice that makes the first merchant of an empty system.</summary>
internal static class SetupApi
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/setup").WithTags("Set-up");
        group.MapGet("/", StateAsync).WithName("get_setup").WithSummary("Whether the system waits for its first merchant").Produces<SetupState>();
        group.MapPost("/", MakeMerchant.HandleAsync).WithName("set_up").WithSummary("Make the merchant, its owner and its first store")
            .Produces<SetupResult>(201);
    }

    public static IServiceCollection AddSetup(this IServiceCollection services) => services.AddSingleton<SetupCode>().AddHostedService<ShowSetupCode>();

    public static async Task<bool> IsRequiredAsync(Database database, CancellationToken cancel)
    {
        await using var db = database.Open();
        return !await db.Set<InstallationRow>().AnyAsync(cancel);
    }

    private static async Task<IResult> StateAsync(Database database, CancellationToken cancel) =>
        Results.Json(new SetupState { Required = await IsRequiredAsync(database, cancel) }, Client.Wire.Json);
}
