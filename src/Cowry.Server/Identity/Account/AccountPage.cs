using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;

namespace Cowry.Server.Identity.Account;

/// <summary>What every account page has: the frame, the language switch, notices, and forms that carry the antiforgery token.</summary>
internal sealed class AccountPage(HttpContext http, IAntiforgery antiforgery)
{
    private static readonly Html Shell = Html.Trusted(
        """<svg class="shell" viewBox="0 0 48 48" aria-hidden="true"><path d="M24 4C13 4 7 13 7 24s6 20 17 20 17-9 17-20S35 4 24 4Z"/><path d="M24 9c-4 5-4 25 0 30 4-5 4-25 0-30Z"/><path d="m20 15-4 1m4 5-5 1m5 4-5 0m5 5-4-1m12-15 4 1m-4 5 5 1m-5 4 5 0m-5 5 4-1"/></svg>""");

    public static string T(string name) => AccountText.Get(name);

    public IResult Show(string title, Html body, int status = 200)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        var language = CultureInfo.CurrentUICulture.Name;
        var other = language.StartsWith("zh", StringComparison.Ordinal) ? "en" : "zh-CN";
        var back = http.Request.Path + http.Request.QueryString;
        var page = Html.Of($"""
            <!doctype html>
            <html lang="{language}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title} · {T("app")}</title>
            <link rel="stylesheet" href="/account/account.css">
            <script src="/account/passkeys.js" defer></script>
            </head>
            <body>
            <header><a class="brand" href="/office">{Shell}<span>{T("app")}</span></a>
            <a class="quiet" href="/account/language?to={other}&amp;return_to={Uri.EscapeDataString(back)}">{T("language")}</a></header>
            <main>{body}</main>
            </body>
            </html>
            """);
        return Results.Content(page.ToString(), "text/html; charset=utf-8", statusCode: status);
    }

    /// <summary>A form that posts with the token that proves that our page made it.</summary>
    public Html Form(string action, Html fields, string? css = null)
    {
        var tokens = antiforgery.GetAndStoreTokens(http);
        return Html.Of($"""<form method="post" action="{action}" class="{css}"><input type="hidden" name="{tokens.FormFieldName}" value="{tokens.RequestToken}">{fields}</form>""");
    }

    public static Html Notice(string? name, bool fault) => name is null
        ? Html.Empty
        : Html.Of($"""<p class="notice {(fault ? "fault" : "good")}" role="{(fault ? "alert" : "status")}">{(fault ? "✕" : "✓")} {T(name)}</p>""");

    public static Html Field(string label, string name, string type, string autocomplete, string? value = null, string? extra = null) => Html.Of(
        $"""<label>{label}<input name="{name}" type="{type}" autocomplete="{autocomplete}" value="{value}" required {Html.Trusted(extra ?? "")}></label>""");

    /// <summary>An address of this site only, so that a crafted link cannot send a person elsewhere after the sign-in.</summary>
    public static string Local(string? address, string otherwise) =>
        address is { Length: > 0 and < 4096 } && address[0] == '/' && (address.Length == 1 || address[1] is not ('/' or '\\')) && !address.Any(char.IsControl)
            ? address
            : otherwise;
}
