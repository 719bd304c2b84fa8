using System.Security.Claims;
using Cowry.Primitives;
using Cowry.Server.Data;
using Cowry.Server.Identity.People;
using Cowry.Server.Terminals;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using Claims = OpenIddict.Abstractions.OpenIddictConstants.Claims;

namespace Cowry.Server.Identity.OAuth;

/// <summary>POST /oauth/token, after OpenIddict has checked client, code or refresh token: is there still a user or a terminal behind it?</summary>
internal static class ExchangeToken
{
    public static async Task<IResult> HandleAsync(HttpContext http, Database database, TimeProvider time, CancellationToken cancel)
    {
        var request = http.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("OpenIddict did not see this request");
        if (request.GrantType == PairedDeviceGrant.Type)
            return await PairedAsync(request, database, time, cancel);

        var known = (await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal;
        var subject = known?.GetClaim(Claims.Subject);
        var merchant = new MerchantId(known?.GetClaim(AccessTokens.MerchantClaim) ?? "");
        await using var db = database.Open();
        if (known is null || subject is null)
            return Authorize.Refuse(Errors.InvalidGrant, "The grant names nobody.");
        if (!await IsThereAsync(db, merchant, subject, cancel))
            return Authorize.Refuse(Errors.InvalidGrant, "The terminal was revoked or the user is gone.");
        return SignIn(known);
    }

    private static async Task<IResult> PairedAsync(OpenIddictRequest request, Database database, TimeProvider time, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(request.DeviceCode))
            return Authorize.Refuse(Errors.InvalidRequest, "device_code is missing.");
        var answer = await RedeemDeviceCode.RunAsync(database, request.DeviceCode, time.GetUtcNow(), cancel);
        return answer.Error is { } error
            ? Authorize.Refuse(error, Explain(error))
            : SignIn(OAuthPrincipal.OfTerminal(answer.Merchant, answer.Terminal));
    }

    private static async Task<bool> IsThereAsync(CowryContext db, MerchantId merchant, string subject, CancellationToken cancel) =>
        subject.StartsWith(TerminalId.Prefix, StringComparison.Ordinal)
            ? await TerminalLookup.ActiveStoreAsync(db, merchant, new TerminalId(subject), cancel) is not null
            : await db.Set<CowryUser>().AnyAsync(user => user.Id == subject && user.MerchantId == merchant, cancel);

    private static IResult SignIn(ClaimsPrincipal principal)
    {
        principal.SetDestinations(static _ => [Destinations.AccessToken]);
        return Results.SignIn(principal, properties: null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private static string Explain(string error) => error switch
    {
        Errors.AuthorizationPending => "Nobody has approved the device yet.",
        Errors.SlowDown => "Ask less often: five seconds were added to the interval.",
        Errors.ExpiredToken => "The code has run out; ask for a new one.",
        _ => "The device code is not known or was used already.",
    };
}
