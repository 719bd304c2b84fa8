using System.Text.Json.Nodes;

namespace Cowry.Sandbox;

/// <summary>One service of the outside world, as the host sees it: a wallet's gateway or the account platform. Registered by its folder.</summary>
internal interface IGateway
{
    /// <summary>The name under which <c>/credentials</c> and, for a wallet, <c>/faults</c> and the routes for scripts know it.</summary>
    string Name { get; }

    void Map(WebApplication app);

    /// <summary>All that an SDK asks for, of the first merchant.</summary>
    JsonObject Credentials(HttpContext http);
}
