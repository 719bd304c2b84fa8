using Cowry.Client;
using Cowry.Client.ApiKeys;
using Cowry.Client.Terminals;
using Cowry.Server.Identity;

namespace Cowry.Server.Terminals;

/// <summary>The door of the slice that pairs terminals and keeps them.</summary>
internal static class TerminalsApi
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/terminals").WithTags("Terminals");
        group.MapPost("/", ApproveDevice.HandleAsync).WithName("pair_terminal").WithSummary("Pair the device that shows a code")
            .Produces<Terminal>(201).RequireScope(Scopes.StoresWrite);
        group.MapGet("/", ReadTerminals.ListAsync).WithName("list_terminals").WithSummary("List terminals")
            .Produces<Page<Terminal>>().RequireScope(Scopes.StoresRead);
        group.MapGet("/{id}", ReadTerminals.GetAsync).WithName("get_terminal").WithSummary("Read a terminal")
            .Produces<Terminal>().RequireScope(Scopes.StoresRead);
        group.MapPatch("/{id}", ChangeTerminal.HandleAsync).WithName("update_terminal").WithSummary("Rename, move or revoke a terminal")
            .Produces<Terminal>().RequireScope(Scopes.StoresWrite);
    }

    /// <summary>The endpoint of RFC 8628 at which a device begins; it stands beside OAuth's others, outside <c>/v1</c>.</summary>
    public static void MapDeviceAuthorization(IEndpointRouteBuilder app) =>
        app.MapPost(RequestPairing.Path, RequestPairing.HandleAsync).ExcludeFromDescription();

    public static IServiceCollection AddTerminals(this IServiceCollection services) => services
        .AddSingleton<UserCodeGuesses>()
        .AddHostedService<ForgetDeviceRequests>();
}
