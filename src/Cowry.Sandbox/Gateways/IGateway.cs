using System.Text.Json.Nodes;

namespace Cowry.Sandbox;

/// <summary>One wallet's gateway, as the host sees it. Registered by the wallet's folder; nothing else is to be told of a new one.</summary>
internal interface IGateway
{
    /// <summary>The name under which <c>/credentials</c>, <c>/faults</c> and the routes for scripts know it.</summary>
    string Wallet { get; }

    void Map(WebApplication app);

    /// <summary>All that an SDK asks for, of the first merchant.</summary>
    JsonObject Credentials(HttpContext http);
}
