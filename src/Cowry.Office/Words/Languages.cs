using Cowry.Office.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Routing;

namespace Cowry.Office.Words;

/// <summary>Chinese unless a person chose English; the choice is ASP.NET Core's own culture cookie, for the whole site.</summary>
internal static class Languages
{
    public const string Chinese = "zh-CN";
    public const string English = "en";

    public static void Configure(RequestLocalizationOptions options)
    {
        options.SetDefaultCulture(Chinese).AddSupportedCultures(Chinese, English).AddSupportedUICultures(Chinese, English);
        options.RequestCultureProviders = [new CookieRequestCultureProvider()];
    }

    /// <summary><c>GET /office/language?to=en&amp;back=/office/stores</c>.</summary>
    public static void MapLanguageSwitch(this RouteGroupBuilder office) =>
        office.MapGet("/language", (HttpContext http, string to, string? back) =>
        {
            var language = to == English ? English : Chinese;
            http.Response.Cookies.Append(
                CookieRequestCultureProvider.DefaultCookieName,
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)),
                new CookieOptions { Path = "/", MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, IsEssential = true });
            var local = back is ['/', not ('/' or '\\'), ..] ? back : OfficeRoutes.Path;
            return Results.LocalRedirect(local);
        }).AllowAnonymous();
}
