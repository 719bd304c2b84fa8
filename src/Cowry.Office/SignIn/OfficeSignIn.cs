using System.Security.Claims;
using Cowry.Client;
using Cowry.Client.ApiKeys;
using Cowry.Office.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Cowry.Office.SignIn;

/// <summary>How a person comes in: OAuth against the server's own authorization endpoint, then a cookie that only <c>/office</c> sees.</summary>
internal static class OfficeSignIn
{
    /// <summary>Tokens younger than this are used as they are.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);

    public static void AddOfficeSignIn(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<TokenEndpoint>();
        services.AddSingleton<SetupGate>();
        services.AddScoped<OfficeSession>();
        services.AddAuthentication()
            .AddCookie(OfficeSchemes.Cookie, Configure)
            .AddScheme<OfficeOAuthOptions, OfficeOAuthHandler>(OfficeSchemes.SignIn, Configure);
        services.AddSingleton<IPostConfigureOptions<OfficeOAuthOptions>, OAuthPostConfigureOptions<OfficeOAuthOptions, OfficeOAuthHandler>>();
        services.AddOptions<OfficeOAuthOptions>(OfficeSchemes.SignIn)
            .Configure<IOptions<OfficeOptions>>((oauth, office) => oauth.ClientId = office.Value.ClientId);
        services.AddAuthorizationBuilder().AddPolicy(OfficeSchemes.Policy, policy => policy
            .AddAuthenticationSchemes(OfficeSchemes.Cookie)
            .RequireAuthenticatedUser());
    }

    private static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "cowry_office";
        cookie.Cookie.Path = OfficeRoutes.Path;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
        cookie.SlidingExpiration = true;
        cookie.ForwardChallenge = OfficeSchemes.SignIn;
        cookie.Events.OnValidatePrincipal = RenewAsync;
    }

    private static void Configure(OfficeOAuthOptions oauth)
    {
        oauth.SignInScheme = OfficeSchemes.Cookie;
        oauth.AuthorizationEndpoint = "/oauth/authorize";
        oauth.TokenEndpoint = "/" + TokenEndpoint.Path;
        oauth.CallbackPath = OfficeRoutes.Path + "/signed-in";
        oauth.UsePkce = true;
        oauth.CorrelationCookie.SameSite = SameSiteMode.Lax;
        oauth.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        oauth.Scope.Add("offline_access");
        foreach (var scope in Scopes.All)
            oauth.Scope.Add(scope);
        oauth.Events.OnRedirectToAuthorizationEndpoint = LeaveAsync;
        oauth.Events.OnCreatingTicket = ArriveAsync;
        oauth.Events.OnRemoteFailure = context =>
        {
            context.Response.Redirect(OfficeRoutes.Path + "/sign-in-failed");
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }

    /// <summary>To the sign-in, or on an empty system to its set-up. A circuit cannot be sent anywhere: it is told 401 and reloads the page.</summary>
    private static async Task LeaveAsync(RedirectContext<OAuthOptions> context)
    {
        if (context.Request.Path.StartsWithSegments(OfficeRoutes.Path + "/_blazor", StringComparison.Ordinal))
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else if (await context.HttpContext.RequestServices.GetRequiredService<SetupGate>().IsRequiredAsync(context.HttpContext.RequestAborted))
            context.Response.Redirect(OfficeRoutes.Path + "/setup");
        else
            context.Response.Redirect(context.RedirectUri);
    }

    private static async Task ArriveAsync(OAuthCreatingTicketContext context)
    {
        var services = context.HttpContext.RequestServices;
        var tokens = services.GetRequiredService<TokenEndpoint>().Read(context.TokenResponse.Response!.RootElement, formerRefreshToken: null);
        var client = new CowryClient(
            services.GetRequiredService<IHttpClientFactory>().CreateClient(OfficeServices.HttpClientName), tokens.AccessToken);
        var me = await client.Me.GetAsync(context.HttpContext.RequestAborted);
        context.Identity!.AddClaims(tokens.Claims());
        context.Identity.AddClaim(new Claim(ClaimTypes.Name, me.Email ?? me.User ?? me.Merchant));
        context.Identity.AddClaim(new Claim(OfficeClaims.Email, me.Email ?? ""));
        context.Identity.AddClaim(new Claim(OfficeClaims.Merchant, me.MerchantName));
    }

    /// <summary>Puts fresh tokens into the cookie when a page is opened, so that its circuit starts with them.</summary>
    private static async Task RenewAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var tokens = OfficeTokens.From(context.Principal!);
        if (tokens is null)
        {
            context.RejectPrincipal();
            return;
        }

        if (tokens.RefreshToken is null || !tokens.RunsOutWithin(Margin, services.GetRequiredService<TimeProvider>().GetUtcNow()))
            return;
        try
        {
            if (await services.GetRequiredService<TokenEndpoint>().RefreshAsync(tokens.RefreshToken, context.HttpContext.RequestAborted) is { } fresh)
            {
                context.ReplacePrincipal(fresh.PutInto(context.Principal!));
                context.ShouldRenew = true;
            }
            else
            {
                context.RejectPrincipal();
            }
        }
        catch (HttpRequestException)
        {
            // The server is away for a moment; the page will say so in its own words and try again.
        }
    }
}
