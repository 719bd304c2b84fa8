namespace Cowry.Sandbox.Phones;

/// <summary>
/// The browser inside a wallet: whoever opens a page there is known to the wallet. Here a cookie says whose phone a browser is, and a
/// browser without one is alice's.
/// </summary>
internal static class PhoneBrowser
{
    private const string Cookie = "phone_user";
    private const string UsualUser = "alice";

    /// <summary>GET <c>/phone/open?user=&amp;url=</c>: makes this browser the user's phone and opens the page.</summary>
    public static Task Open(HttpContext http)
    {
        var url = http.Request.Query["url"].ToString();
        if (!Uri.TryCreate(url, UriKind.Absolute, out var page) || page.Scheme is not ("http" or "https"))
            return http.WriteProblem(400, "invalid_url", "url must be a whole address of http or https.");
        if (Named(http.Request.Query["user"]) is not { } user)
            return http.WriteProblem(400, "invalid_user", "user must name a phone's user.");
        http.Response.Cookies.Append(Cookie, user, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true });
        http.Response.Redirect(page.AbsoluteUri);
        return Task.CompletedTask;
    }

    /// <summary>Whose phone the browser is; null when its cookie names nobody that could be.</summary>
    public static string? UserOf(HttpContext http) => http.Request.Cookies.TryGetValue(Cookie, out var user) ? Named(user) : UsualUser;

    private static string? Named(string? user)
    {
        try
        {
            return UserTable.RequireName(user);
        }
        catch (PhoneRefusal)
        {
            return null;
        }
    }
}
