using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;

namespace Cowry.Office.Shell;

/// <summary>The document around every page.</summary>
public sealed partial class OfficeApp
{
    // Without prerendering every page asks the API once, not twice.
    private static readonly IComponentRenderMode Circuit = new InteractiveServerRenderMode(prerender: false);
    private static readonly Dictionary<string, object?> NoParameters = [];

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    /// <summary>Pages for people who are not signed in are plain forms: they open no circuit.</summary>
    private IComponentRenderMode? Mode => Http.AcceptsInteractiveRouting() ? Circuit : null;

    // A plain page is shown as the endpoint found it: the router would look for its address without /office, which only a circuit leaves out.
    private RouteData PlainPage => new(Http.GetEndpoint()!.Metadata.GetRequiredMetadata<ComponentTypeMetadata>().Type, NoParameters);
}
