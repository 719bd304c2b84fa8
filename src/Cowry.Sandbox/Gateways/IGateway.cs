using System.Text.Json.Nodes;

namespace Cowry.Sandbox;

/// <summary>
/// One gateway (a wallet's, or a platform's beside it), as the host sees it. Registered by its own folder; nothing else is to be told of it.
/// </summary>
internal interface IGateway
{
    /// <summary>The name under which <c>/credentials</c> and the routes for scripts know it.</summary>
    string Name { get; }

    void Map(WebApplication app);

    /// <summary>All that an SDK asks for, of the first merchant.</summary>
    JsonObject Credentials(HttpContext http);
}
