using Cowry.Server.Identity.People;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Localization;

namespace Cowry.Server.Identity.Account;

/// <summary>The pages under <c>/account</c> at which a person signs in and keeps their password, authenticator and passkeys; plain HTML and forms.</summary>
internal static class AccountPages
{
    public const string SignInPath = "/account/sign-in";
    public const string SecurityPath = "/account/security";
    public const string Office = "/office";

    public static void Map(WebApplication app)
    {
        var account = app.MapGroup("/account").ExcludeFromDescription().AddEndpointFilter(SpeakAsync);
        account.MapGet("/", () => Results.LocalRedirect(SecurityPath));
        account.MapGet("/account.css", () => Asset("account.css", "text/css"));
        account.MapGet("/passkeys.js", () => Asset("passkeys.js", "text/javascript"));
        account.MapGet("/language", Language);

        var forms = account.MapGroup("").AddEndpointFilter(CheckFormAsync);
        forms.MapGet("/sign-in", (HttpContext http, IAntiforgery antiforgery) => SignInPages.Show(http, antiforgery));
        forms.MapPost("/sign-in", SignInPages.PasswordAsync);
        forms.MapGet("/sign-in/code", SignInPages.ShowCodeAsync);
        forms.MapPost("/sign-in/code", SignInPages.CodeAsync);
        forms.MapPost("/sign-in/passkey", Passkeys.SignInAsync);
        forms.MapPost("/sign-in/passkey/options", Passkeys.RequestOptionsAsync);
        forms.MapGet("/sign-out", SignInPages.SignOutAsync);
        forms.MapPost("/sign-out", SignInPages.SignOutAsync);

        var own = forms.MapGroup("").RequireAuthorization(policy => policy
            .AddAuthenticationSchemes(IdentityConstants.ApplicationScheme)
            .RequireAuthenticatedUser());
        own.MapGet("/security", (HttpContext http, IAntiforgery antiforgery, UserManager<CowryUser> users) => SecurityPage.ShowAsync(http, antiforgery, users));
        own.MapPost("/password", ChangePassword.HandleAsync);
        own.MapPost("/authenticator", Authenticator.TurnOnAsync);
        own.MapPost("/authenticator/remove", Authenticator.TurnOffAsync);
        own.MapPost("/passkeys", Passkeys.AddAsync);
        own.MapPost("/passkeys/options", Passkeys.CreationOptionsAsync);
        own.MapPost("/passkeys/remove", Passkeys.RemoveAsync);
    }

    private static async ValueTask<object?> CheckFormAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (HttpMethods.IsPost(http.Request.Method) && !await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http))
        {
            var page = new AccountPage(http, http.RequestServices.GetRequiredService<IAntiforgery>());
            var body = Html.Of($"""<section class="card">{AccountPage.Notice("form_expired", fault: true)}<a class="button" href="{SecurityPath}">{AccountPage.T("continue")}</a></section>""");
            return page.Show(AccountPage.T("security"), body, StatusCodes.Status400BadRequest);
        }

        return await next(context);
    }

    // The culture cookie of ASP.NET Core, which the back office sets too; without one what the browser prefers, and Chinese otherwise.
    private static async ValueTask<object?> SpeakAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var chosen = request.Cookies[CookieRequestCultureProvider.DefaultCookieName] is { } cookie
            ? CookieRequestCultureProvider.ParseCookieValue(cookie)?.UICultures.FirstOrDefault().Value
            : request.Headers.AcceptLanguage.ToString();
        var english = chosen is not null && chosen.TrimStart().StartsWith("en", StringComparison.OrdinalIgnoreCase);
        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo(english ? "en" : "zh-CN");
        return await next(context);
    }

    private static IResult Language(HttpContext http, string? to, string? return_to)
    {
        var culture = new RequestCulture(to == "en" ? "en" : "zh-CN");
        http.Response.Cookies.Append(
            CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(culture),
            new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, IsEssential = true });
        return Results.LocalRedirect(AccountPage.Local(return_to, SecurityPath));
    }

    private static IResult Asset(string name, string type) =>
        Results.Stream(typeof(AccountPages).Assembly.GetManifestResourceStream($"Cowry.Server.Identity.Account.{name}")!, type);
}
