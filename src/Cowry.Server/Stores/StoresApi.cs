using Cowry.Client;
using Cowry.Client.ApiKeys;
using Cowry.Client.Stores;
using Cowry.Server.Identity;

namespace Cowry.Server.Stores;

/// <summary>The door of the slice that keeps a merchant and its stores.</summary>
internal static class StoresApi
{
    public static void Map(RouteGroupBuilder v1)
    {
        v1.MapGet("/me", GetMe.HandleAsync).WithTags("Stores").WithName("get_me").WithSummary("Who the token stands for")
            .Produces<Me>().RequireCaller();
        var group = v1.MapGroup("/stores").WithTags("Stores");
        group.MapPost("/", AddStore.HandleAsync).WithName("create_store").WithSummary("Open a store")
            .Produces<Store>(201).RequireScope(Scopes.StoresWrite);
        group.MapGet("/", ReadStores.ListAsync).WithName("list_stores").WithSummary("List stores")
            .Produces<Page<Store>>().RequireScope(Scopes.StoresRead);
        group.MapGet("/{id}", ReadStores.GetAsync).WithName("get_store").WithSummary("Read a store")
            .Produces<Store>().RequireScope(Scopes.StoresRead);
        group.MapPatch("/{id}", ChangeStore.HandleAsync).WithName("update_store").WithSummary("Change a store")
            .Produces<Store>().RequireScope(Scopes.StoresWrite);
    }
}
