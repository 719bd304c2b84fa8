using Cowry.Client;
using Cowry.Client.ApiKeys;
using Cowry.Server.Identity;

namespace Cowry.Server.ApiKeys;

/// <summary>The door of the slice that keeps a merchant's secret keys.</summary>
internal static class ApiKeysApi
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/api_keys").WithTags("API keys");
        group.MapPost("/", MakeApiKey.HandleAsync).WithName("create_api_key").WithSummary("Make an API key")
            .Produces<ApiKey>(201).RequireScope(Scopes.AppsWrite);
        group.MapGet("/", ListApiKeys.HandleAsync).WithName("list_api_keys").WithSummary("List API keys")
            .Produces<Page<ApiKey>>().RequireScope(Scopes.AppsRead);
        group.MapDelete("/{id}", RevokeApiKey.HandleAsync).WithName("revoke_api_key").WithSummary("Revoke an API key")
            .Produces<ApiKey>().RequireScope(Scopes.AppsWrite);
    }
}
