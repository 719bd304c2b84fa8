using Cowry.Sandbox.Phones;

namespace Cowry.Sandbox.Alipay;

/// <summary>
/// How a page in the wallet learns who its user is: the wallet sends the user through the authorisation page and back with a code, and
/// <c>alipay.system.oauth.token</c> turns the code into an id. Its parameters stand beside the shared ones, not in biz_content, and its
/// answer has no code when it worked.
/// </summary>
internal sealed class OAuthToken(BuyerBook buyers, AppBook apps)
{
    private const int Lifetime = 1_296_000;

    public Method Method => new("alipay.system.oauth.token", null, null, Handle);

    /// <summary>The authorisation page, silent as <c>auth_base</c> is: back at once, as the user of the phone that the browser is.</summary>
    public async Task Authorize(HttpContext http)
    {
        string Of(string name) => http.Request.Query[name].ToString();
        if (apps.Find(Of("app_id")) is not { } app || !Uri.TryCreate(Of("redirect_uri"), UriKind.Absolute, out var back))
        {
            await http.WriteProblem(400, "invalid_authorization", "app_id must be a known app and redirect_uri a complete address.");
            return;
        }

        if (PhoneBrowser.UserOf(http) is not { } user)
        {
            await http.WriteProblem(400, "invalid_user", "The cookie of the phone names no user.");
            return;
        }

        var code = await buyers.NewAuthCode(user, app.AppId);
        var query = $"app_id={app.AppId}&scope={Uri.EscapeDataString(Of("scope"))}&auth_code={code}"
            + (Of("state") is { Length: > 0 } state ? $"&state={Uri.EscapeDataString(state)}" : "");
        http.Response.Redirect(new UriBuilder(back) { Query = back.Query.Length > 1 ? $"{back.Query[1..]}&{query}" : query }.Uri.AbsoluteUri);
    }

    private async Task<Answer> Handle(Call call)
    {
        if (call.Parameters.GetValueOrDefault("grant_type", "") is not { Length: > 0 } grant)
            throw AlipayError.Missing("grant-type", "缺少grant_type参数");
        if (grant != "authorization_code")
            throw AlipayError.Invalid("grant-type", "grant_type取值不正确");
        var user = await buyers.SpendAuthCode(call.Parameters.GetValueOrDefault("code", ""), call.App.AppId)
            ?? throw new AlipayError("40002", "isv.code-invalid", "授权码code无效");
        return new Answer(null, json =>
        {
            if (call.App.BuyerIds == "open_id")
                json.WriteString("open_id", BuyerBook.OpenId(user, call.App.AppId));
            else
                json.WriteString("user_id", BuyerBook.UserId(user));
            json.WriteString("access_token", $"authbseB{RandomText.Letters().ToLowerInvariant()}");
            json.WriteNumber("expires_in", Lifetime);
            json.WriteString("refresh_token", $"authbseB{RandomText.Letters().ToLowerInvariant()}");
            json.WriteNumber("re_expires_in", Lifetime * 2);
        });
    }
}
