using System.Text.Json.Nodes;
using Cowry.Sandbox.WeChatPay;

namespace Cowry.Sandbox.OfficialAccount;

/// <summary>The account platform as far as paying from a page needs it: web authorization, and its own two hosts as one.</summary>
internal sealed class OfficialAccountApi(MerchantBook merchants, AuthorizePage page, PageToken token) : IGateway
{
    public string Name => "official_account";

    public JsonObject Credentials(HttpContext http) => new()
    {
        ["base_url"] = $"{http.Request.Scheme}://{http.Request.Host}",
        ["appid"] = merchants.Default.Appids[0],
        ["app_secret"] = AppSecrets.Of(merchants.Default, merchants.Default.Appids[0]),
    };

    public void Map(WebApplication app)
    {
        app.MapGet("/connect/oauth2/authorize", page.Open);
        app.MapGet("/sns/oauth2/access_token", token.Exchange);
    }
}

/// <summary>The registration of its parts.</summary>
internal static class OfficialAccountServices
{
    public static void AddOfficialAccount(this IServiceCollection services) => services
        .AddSingleton<IGateway, OfficialAccountApi>().AddSingleton<AuthorizationCodes>().AddSingleton<AuthorizePage>().AddSingleton<PageToken>();
}
