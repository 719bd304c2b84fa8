using Cowry.Server.Data;
using Cowry.Server.Hosting;
using OpenIddict.EntityFrameworkCore.Models;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Cowry.Server.Identity.OAuth;

/// <summary>OAuth 2 by OpenIddict: code with PKCE for people, the device grant for terminals, refresh tokens that do not rotate.</summary>
internal static class OAuthServer
{
    /// <summary>An access token is trusted for this long; refresh tokens and terminals are looked up in the database each time.</summary>
    public static readonly TimeSpan AccessTokenLifetime = TimeSpan.FromMinutes(15);

    public static void AddOAuth(this IServiceCollection services, ServerOptions options, OAuthKeys keys)
    {
        services.AddSingleton(keys);
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<OAuthOrigin>();
        services.AddSingleton<OfficeClient>();
        services.AddHttpContextAccessor();
        // OpenIddict and Identity ask for a context of their scope; it is one of the pool's and goes back with the scope.
        services.AddScoped<CowryContext>(provider => provider.GetRequiredService<Database>().Open());
        services.AddHostedService<ForgetTokens>();
        services.AddOpenIddict()
            .AddCore(core =>
            {
                core.UseEntityFrameworkCore().UseDbContext<CowryContext>();
                core.ReplaceApplicationManager<OpenIddictEntityFrameworkCoreApplication, CowryApplicationManager>();
            })
            .AddServer(server => Configure(server, options, keys));
    }

    public static void MapOAuth(this WebApplication app)
    {
        app.MapMethods("/oauth/authorize", ["GET", "POST"], Authorize.HandleAsync).ExcludeFromDescription();
        app.MapPost("/oauth/token", ExchangeToken.HandleAsync).ExcludeFromDescription();
    }

    private static void Configure(OpenIddictServerBuilder server, ServerOptions options, OAuthKeys keys)
    {
        if (!string.IsNullOrEmpty(options.PublicUrl))
            server.SetIssuer(options.PublicUrl);
        server.SetAuthorizationEndpointUris("oauth/authorize")
            .SetTokenEndpointUris("oauth/token")
            .SetRevocationEndpointUris("oauth/revoke")
            .SetJsonWebKeySetEndpointUris("oauth/jwks")
            .SetConfigurationEndpointUris(".well-known/oauth-authorization-server", ".well-known/openid-configuration");
        server.AllowAuthorizationCodeFlow().AllowRefreshTokenFlow().RequireProofKeyForCodeExchange();
        server.Configure(settings => settings.CodeChallengeMethods.Remove(CodeChallengeMethods.Plain));
        PairedDeviceGrant.Add(server);
        server.RegisterScopes([Scopes.Email, Scopes.Profile, OAuthClients.TerminalScope, .. Client.ApiKeys.Scopes.All]);
        server.SetAccessTokenLifetime(AccessTokenLifetime)
            .SetAuthorizationCodeLifetime(TimeSpan.FromMinutes(1))
            .SetRefreshTokenLifetime(TimeSpan.FromDays(30));
        // A refresh token is a short name of what the database holds, so that it fits into an address that hands a terminal over.
        server.UseReferenceRefreshTokens().DisableRollingRefreshTokens().DisableAccessTokenEncryption();
        server.AddSigningKey(keys.Signing).AddEncryptionKey(keys.Encryption);
        foreach (var former in keys.FormerSigning)
            server.AddSigningKey(former);
        foreach (var former in keys.FormerEncryption)
            server.AddEncryptionKey(former);
        server.AddEventHandler<ValidateTokenContext>(handler => handler
            .UseInlineHandler(AcceptOwnAddresses)
            .SetOrder(OpenIddictServerHandlers.Protection.ResolveTokenValidationParameters.Descriptor.Order + 500));
        server.UseAspNetCore()
            .EnableAuthorizationEndpointPassthrough()
            .EnableTokenEndpointPassthrough()
            // Whether plain HTTP is good enough is decided for all addresses alike, in IdentityServices.
            .DisableTransportSecurityRequirement();
    }

    // A code is fetched by the browser under one address of ours and exchanged by the back office under another.
    private static ValueTask AcceptOwnAddresses(ValidateTokenContext context)
    {
        context.TokenValidationParameters.ValidateIssuer = false;
        return ValueTask.CompletedTask;
    }
}
