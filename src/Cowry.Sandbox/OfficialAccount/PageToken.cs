using System.Text.Json.Nodes;
using Cowry.Sandbox.WeChatPay;

namespace Cowry.Sandbox.OfficialAccount;

/// <summary>
/// GET <c>/sns/oauth2/access_token</c>: the shop's server exchanges the code of <see cref="AuthorizePage"/> for the visitor's openid.
/// </summary>
internal sealed class PageToken(MerchantBook merchants, AuthorizationCodes codes, OpenidBook openids)
{
    private const int TokenLife = 7200;

    public async Task Exchange(HttpContext http)
    {
        JsonObject answer;
        try
        {
            answer = await Answer(http.Request.Query);
        }
        catch (AccountError error)
        {
            answer = new JsonObject { ["errcode"] = error.Errcode, ["errmsg"] = $"{error.Message}, rid: {RandomText.Letters(8)}" };
        }

        // As the real one: 200 for errors too, and JSON that calls itself plain text.
        http.Response.ContentType = "text/plain; charset=utf-8";
        await http.Response.WriteAsync(answer.ToJsonString(), http.RequestAborted);
    }

    private async Task<JsonObject> Answer(IQueryCollection query)
    {
        string Given(string name, int errcode) =>
            query[name].ToString() is { Length: > 0 } value ? value : throw new AccountError(errcode, $"{name} missing");

        var appid = Given("appid", 41002);
        var secret = Given("secret", 41004);
        var code = Given("code", 41008);
        if (query["grant_type"] != "authorization_code")
            throw new AccountError(40002, "invalid grant_type");
        if (AppSecrets.Find(merchants, appid) is not { } known)
            throw new AccountError(40013, "invalid appid");
        if (secret != known)
            throw new AccountError(40125, "invalid appsecret");

        var authorization = codes.Take(code, appid);
        return new JsonObject
        {
            ["access_token"] = RandomText.Letters(64),
            ["expires_in"] = TokenLife,
            ["refresh_token"] = RandomText.Letters(64),
            ["openid"] = await openids.Register(authorization.User, appid),
            ["scope"] = authorization.Scope,
        };
    }
}
