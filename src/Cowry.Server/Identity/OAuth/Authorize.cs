using Cowry.Server.Identity.People;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Cowry.Server.Identity.OAuth;

/// <summary>
/// GET /oauth/authorize, after OpenIddict has checked client, redirect and PKCE: a person who is not signed in goes to the sign-in page and comes back; a
/// signed-in one gets a code with the scopes that were asked for. Only our own back office is a client, so nobody is asked for consent.
/// </summary>
internal static class Authorize
{
    public static async Task<IResult> HandleAsync(HttpContext http, UserManager<CowryUser> users, SignInManager<CowryUser> signIn)
    {
        var request = http.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("OpenIddict did not see this request");
        var cookie = await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        var user = cookie.Succeeded ? await users.GetUserAsync(cookie.Principal) : null;
        if (user is null || !await signIn.CanSignInAsync(user))
        {
            if (request.HasPromptValue(PromptValues.None))
                return Refuse(Errors.LoginRequired, "Nobody is signed in.");
            var back = http.Request.PathBase + http.Request.Path + QueryString.Create(Parameters(http));
            return Results.LocalRedirect("/account/sign-in" + QueryString.Create("return_to", back));
        }

        var principal = OAuthPrincipal.Of(user.Id, user.MerchantId, request.GetScopes());
        return Results.SignIn(principal, properties: null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private static IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> Parameters(HttpContext http) =>
        http.Request.HasFormContentType ? http.Request.Form : http.Request.Query;

    public static IResult Refuse(string error, string description) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }),
        [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
}
