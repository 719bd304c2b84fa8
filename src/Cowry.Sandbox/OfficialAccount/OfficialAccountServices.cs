namespace Cowry.Sandbox.OfficialAccount;

/// <summary>The registration of everything that the account platform is made of.</summary>
internal static class OfficialAccountServices
{
    public static void AddOfficialAccount(this IServiceCollection services) => services
        .AddSingleton<IGateway, OfficialAccountApi>()
        .AddSingleton<AuthorizationCodes>().AddSingleton<AuthorizePage>().AddSingleton<PageToken>();
}
