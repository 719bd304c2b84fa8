using System.Collections.Immutable;
using System.Security.Claims;
using Cowry.Primitives;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Cowry.Server.Identity.OAuth;

/// <summary>What goes into the tokens of a user or a terminal.</summary>
internal static class OAuthPrincipal
{
    public static ClaimsPrincipal Of(string subject, MerchantId merchant, ImmutableArray<string> scopes)
    {
        var identity = new ClaimsIdentity("cowry", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, subject);
        identity.SetClaim(AccessTokens.MerchantClaim, merchant.Value);
        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(scopes);
        principal.SetDestinations(static _ => [Destinations.AccessToken]);
        return principal;
    }

    /// <summary>A terminal stays paired until it is revoked.</summary>
    public static ClaimsPrincipal OfTerminal(MerchantId merchant, TerminalId terminal)
    {
        var principal = Of(terminal.Value, merchant, [OAuthClients.TerminalScope, OpenIddictConstants.Scopes.OfflineAccess]);
        principal.SetRefreshTokenLifetime(TimeSpan.FromDays(3650));
        return principal;
    }
}
