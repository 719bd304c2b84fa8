using System.Text.Json.Nodes;
using Cowry.Sandbox.WeChatPay;

namespace Cowry.Sandbox.OfficialAccount;

/// <summary>
/// The account platform as far as paying from a page needs it: web authorization, its two hosts as one. Its accounts are the appids of WeChat
/// Pay's merchants.
/// </summary>
internal sealed class OfficialAccountApi(AuthorizePage page, PageToken token, MerchantBook merchants) : IGateway
{
    public string Name => "official_account";

    public void Map(WebApplication app)
    {
        app.MapGet("/connect/oauth2/authorize", page.Open);
        app.MapGet("/sns/oauth2/access_token", token.Exchange);
    }

    public JsonObject Credentials(HttpContext http)
    {
        var appid = merchants.Default.Appids[0];
        return new JsonObject
        {
            ["base_url"] = $"{http.Request.Scheme}://{http.Request.Host}",
            ["appid"] = appid,
            ["app_secret"] = AppSecrets.Of(merchants.Default, appid),
        };
    }
}
