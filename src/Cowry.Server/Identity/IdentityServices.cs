using System.Net;
using Cowry.Server.Api;
using Cowry.Server.Hosting;
using Cowry.Server.Identity.Account;
using Cowry.Server.Identity.OAuth;
using Cowry.Server.Identity.People;
using Cowry.Server.Identity.Secrets;
using Cowry.Server.Terminals;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace Cowry.Server.Identity;

/// <summary>The door of Identity for the host.</summary>
internal static class IdentityServices
{
    public static void AddCowryIdentity(this WebApplicationBuilder builder, ServerOptions options)
    {
        var services = builder.Services;
        var master = MasterKey.Load(options, builder.Configuration);
        services.AddSingleton(master);
        services.AddSingleton<ISecretBox, SecretBox>();
        services.AddSingleton(builder.Configuration.GetSection("Cowry:RateLimit").Get<RateLimitOptions>() ?? new RateLimitOptions());
        services.AddRateLimiter(static _ => { });
        services.AddAntiforgery();
        services.AddSingleton<CallerCache>();
        services.AddSingleton<CallerLookup>();
        services.AddSingleton<SeenTimes>();
        services.AddHostedService(provider => provider.GetRequiredService<SeenTimes>());
        services.AddSingleton<IXmlRepository, KeyRing>();
        services.AddDataProtection().SetApplicationName("cowry");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(ring =>
        {
            ring.XmlRepository = provider.GetRequiredService<IXmlRepository>();
            ring.XmlEncryptor = new SealKeyRing(provider.GetRequiredService<ISecretBox>());
        }));
        services.AddPeople();
        services.AddOAuth(options, new OAuthKeys(master));
    }

    /// <summary>After the migrations, before the first request.</summary>
    public static async Task PrepareCowryIdentityAsync(this IServiceProvider services, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        await OAuthClients.EnsureAsync(scope.ServiceProvider, cancel);
    }

    /// <summary>After routing: limits, cookies and OAuth for pages, bearer tokens for the API.</summary>
    public static void UseCowryIdentity(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<RateLimitOptions>();
        var options = app.Services.GetRequiredService<ServerOptions>();
        // Otherwise the host puts both in front of everything by itself, and every call of the API would pass OAuth's and the cookies' handlers.
        IApplicationBuilder pipeline = app;
        pipeline.Properties["__AuthenticationMiddlewareSet"] = true;
        pipeline.Properties["__AuthorizationMiddlewareSet"] = true;
        if (!options.AllowHttp)
            app.Use(RefusePlainHttp);
        app.UseAttemptLimit(limits);
        app.UseWhen(static http => !IsApi(http), static pages =>
        {
            pages.UseAuthentication();
            pages.UseAuthorization();
        });
        app.UseWhen(IsApi, api =>
        {
            api.UseMiddleware<AuthenticateBearer>();
            api.UseCallerLimit(limits);
        });
    }

    public static void MapCowryIdentity(this WebApplication app)
    {
        app.MapOAuth();
        TerminalsApi.MapDeviceAuthorization(app);
        AccountPages.Map(app);
    }

    private static bool IsApi(HttpContext http) => http.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal);

    // Between this machine and itself nobody listens.
    private static Task RefusePlainHttp(HttpContext http, RequestDelegate next) =>
        http.Request.IsHttps || http.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address)
            ? next(http)
            : ProblemWriter.WriteAsync(http, new Refusal(400, "https_required", "Use HTTPS", "This server answers plain HTTP only from its own machine."));
}
