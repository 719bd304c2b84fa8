using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Cowry.Office.SignIn;

/// <summary><c>POST /office/sign-out</c>: gives the refresh token back, drops the cookie and ends the account's own session.</summary>
internal static class SignOut
{
    public static void MapSignOut(this RouteGroupBuilder office) =>
        office.MapPost("/sign-out", HandleAsync).RequireAuthorization(OfficeSchemes.Policy);

    private static async Task<IResult> HandleAsync(HttpContext http, IAntiforgery antiforgery, TokenEndpoint endpoint, ILogger<TokenEndpoint> log)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Results.BadRequest();
        if (OfficeTokens.From(http.User)?.RefreshToken is { } token)
        {
            try
            {
                await endpoint.RevokeAsync(token, http.RequestAborted);
            }
            catch (HttpRequestException unreachable)
            {
                log.LogWarning(unreachable, "The refresh token could not be given back; it will run out by itself");
            }
        }

        await http.SignOutAsync(OfficeSchemes.Cookie, new AuthenticationProperties { RedirectUri = null });
        return Results.LocalRedirect("/account/sign-out");
    }
}
