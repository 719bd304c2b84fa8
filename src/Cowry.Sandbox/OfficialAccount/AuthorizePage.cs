using System.Text.RegularExpressions;
using Cowry.Sandbox.Phones;
using Cowry.Sandbox.WeChatPay;

namespace Cowry.Sandbox.OfficialAccount;

/// <summary>
/// GET <c>/connect/oauth2/authorize</c>: where a page inside WeChat sends its visitor to learn who it is. Asks nothing, in either scope,
/// and sends the visitor back with a code. The visitor is the user of the phone that opened the page, see <see cref="PhoneBrowser"/>.
/// </summary>
internal sealed partial class AuthorizePage(MerchantBook merchants, AuthorizationCodes codes)
{
    // The real one knows this address by its pattern, so that the same parameters in another order do not work.
    private static readonly string[] Order = ["appid", "redirect_uri", "response_type", "scope", "state"];

    // May follow after those.
    private static readonly string[] Extras = ["forcePopup", "forceSnapShot"];

    public Task Open(HttpContext http)
    {
        var query = http.Request.Query;
        if (Trouble(query) is { } trouble)
            return http.WriteProblem(400, "authorize_refused", trouble);
        if (PhoneBrowser.UserOf(http) is not { } user)
            return http.WriteProblem(400, "invalid_user", "The cookie of the phone names no user.");

        var code = codes.New(user, query["appid"]!, query["scope"]!);
        // A header holds ASCII only: what the shop left unescaped in its own address is escaped here.
        var target = new Uri(query["redirect_uri"].ToString()).AbsoluteUri;
        var separator = target.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        http.Response.Redirect($"{target}{separator}code={code}&state={Uri.EscapeDataString(query["state"].ToString())}");
        return Task.CompletedTask;
    }

    private string? Trouble(IQueryCollection query)
    {
        var names = query.Keys.ToArray();
        if (!names.Take(Order.Length).SequenceEqual(Order, StringComparer.Ordinal) || names.Skip(Order.Length).Except(Extras).Any())
            return $"The parameters must be {string.Join(", ", Order)}, in this order.";
        if (AppSecrets.Find(merchants, query["appid"].ToString()) is null)
            return "Nobody has this appid.";
        if (!Uri.TryCreate(query["redirect_uri"], UriKind.Absolute, out var target)
            || target is not { Scheme: "http" or "https", Fragment: "" })
            return "redirect_uri must be a whole address of http or https, without a fragment.";
        if (query["response_type"] != "code")
            return "response_type must be code.";
        if (query["scope"].ToString() is not ("snsapi_base" or "snsapi_userinfo"))
            return "scope must be snsapi_base or snsapi_userinfo.";
        return State().IsMatch(query["state"].ToString()) ? null : "state must be at most 128 letters and digits.";
    }

    [GeneratedRegex(@"^[0-9A-Za-z]{0,128}\z", RegexOptions.None, 1000)]
    private static partial Regex State();
}
