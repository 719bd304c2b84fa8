using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Core;
using OpenIddict.EntityFrameworkCore.Models;

namespace Cowry.Server.Identity.OAuth;

/// <summary>
/// Lets the back office come back to whichever of our own addresses the person is on, since a shop's server is reached by name, by number and from
/// the machine itself. Every other client's redirects are compared as they were registered.
/// </summary>
internal sealed class CowryApplicationManager(
    IOpenIddictApplicationCache<OpenIddictEntityFrameworkCoreApplication> cache,
    ILogger<OpenIddictApplicationManager<OpenIddictEntityFrameworkCoreApplication>> logger,
    IOptionsMonitor<OpenIddictCoreOptions> options,
    IOpenIddictApplicationStore<OpenIddictEntityFrameworkCoreApplication> store,
    IHttpContextAccessor context,
    OAuthOrigin origin)
    : OpenIddictApplicationManager<OpenIddictEntityFrameworkCoreApplication>(cache, logger, options, store)
{
    public override ValueTask<bool> ValidateRedirectUriAsync(
        OpenIddictEntityFrameworkCoreApplication application, string uri, CancellationToken cancellationToken = default)
    {
        if (application.ClientId != OAuthClients.Office)
            return base.ValidateRedirectUriAsync(application, uri, cancellationToken);
        return ValueTask.FromResult(
            context.HttpContext is { } http
            && Uri.TryCreate(uri, UriKind.Absolute, out var target)
            && target is { UserInfo: "", Query: "", Fragment: "", AbsolutePath: OAuthClients.OfficeCallback }
            && origin.IsOurs(http.Request, target.GetLeftPart(UriPartial.Authority)));
    }
}
