namespace Cowry.Sandbox.OfficialAccount;

/// <summary>The account platform as far as paying from a page needs it: web authorization, and its own two hosts as one.</summary>
internal static class OfficialAccountApi
{
    public static IServiceCollection AddOfficialAccount(this IServiceCollection services) =>
        services.AddSingleton<AuthorizationCodes>().AddSingleton<AuthorizePage>().AddSingleton<PageToken>();

    public static void MapOfficialAccount(this WebApplication app)
    {
        app.MapGet("/connect/oauth2/authorize", app.Services.GetRequiredService<AuthorizePage>().Open);
        app.MapGet("/sns/oauth2/access_token", app.Services.GetRequiredService<PageToken>().Exchange);
    }
}
