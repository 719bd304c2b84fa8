using System.Buffers.Text;
using System.Globalization;
using Cowry.Server.Identity.People;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using static Cowry.Server.Identity.Account.AccountPage;

namespace Cowry.Server.Identity.Account;

/// <summary>GET /account/security: password, authenticator app, passkeys, each with its one form.</summary>
internal static class SecurityPage
{
    /// <summary>What a form led to: a good or bad notice on top, or recovery codes to keep.</summary>
    public sealed record Outcome(string? Notice = null, bool Fault = false, IReadOnlyList<string>? RecoveryCodes = null);

    public static Task<IResult> ShowAsync(HttpContext http, IAntiforgery antiforgery, UserManager<CowryUser> users) =>
        ShowAsync(http, antiforgery, users, new Outcome());

    public static async Task<IResult> ShowAsync(HttpContext http, IAntiforgery antiforgery, UserManager<CowryUser> users, Outcome outcome)
    {
        if (await users.GetUserAsync(http.User) is not { } user)
            return Results.LocalRedirect(AccountPages.SignInPath);
        var page = new AccountPage(http, antiforgery);
        var body = Html.Of($"""
            <div class="bar"><div><h1>{T("security")}</h1><p class="lead">{user.Name} · {user.Email}</p></div>
            <nav><a class="quiet" href="{AccountPages.Office}">{T("to_office")}</a>
            {page.Form("/account/sign-out", Html.Of($"""<button class="quiet">{T("sign_out")}</button>"""), "inline")}</nav></div>
            {Notice(outcome.Notice, outcome.Fault)}{Recovery(outcome.RecoveryCodes)}
            <div class="cards">{Password(page)}{await AuthenticatorAsync(page, users, user)}{await PasskeysAsync(page, users, user)}</div>
            """);
        return page.Show(T("security"), body, outcome.Fault ? StatusCodes.Status422UnprocessableEntity : 200);
    }

    private static Html Recovery(IReadOnlyList<string>? codes) => codes is null
        ? Html.Empty
        : Html.Of($"""<ul class="codes">{Html.Join(codes.Select(code => Html.Of($"<li>{code}</li>")))}</ul>""");

    private static Html Password(AccountPage page) => Html.Of($"""
        <section class="card"><h2>{T("change_password")}</h2>{page.Form("/account/password", Html.Of($"""
            {Field(T("current_password"), "current", "password", "current-password")}
            {Field(T("new_password"), "new", "password", "new-password", extra: "minlength=\"10\"")}
            <button class="button">{T("save")}</button>
            """))}</section>
        """);

    private static async Task<Html> AuthenticatorAsync(AccountPage page, UserManager<CowryUser> users, CowryUser user)
    {
        if (await users.GetTwoFactorEnabledAsync(user))
        {
            var left = (await users.CountRecoveryCodesAsync(user)).ToString(CultureInfo.InvariantCulture);
            return Html.Of($"""
                <section class="card"><h2>{T("authenticator")}</h2><p class="state good">✓ {T("authenticator_on")}</p><p>{T("recovery_left")}: {left}</p>
                {page.Form("/account/authenticator/remove", Html.Of($"""
                    {Field(T("current_password"), "current", "password", "current-password")}<button class="button danger">{T("turn_off")}</button>
                    """))}</section>
                """);
        }

        var key = await Authenticator.KeyAsync(users, user);
        return Html.Of($"""
            <section class="card"><h2>{T("authenticator")}</h2><p class="lead">{T("authenticator_off")}</p><p>{T("authenticator_scan")}</p>
            <div class="qr">{Authenticator.Qr(key, user.Email!)}</div>
            <details><summary>{T("authenticator_key")}</summary><code>{key}</code></details>
            {page.Form("/account/authenticator", Html.Of($"""
                {Field(T("code"), "code", "text", "one-time-code", extra: "inputmode=\"numeric\" maxlength=\"7\"")}<button class="button">{T("turn_on")}</button>
                """))}</section>
            """);
    }

    private static async Task<Html> PasskeysAsync(AccountPage page, UserManager<CowryUser> users, CowryUser user)
    {
        var passkeys = await users.GetPasskeysAsync(user);
        var list = passkeys.Count == 0
            ? Html.Of($"""<p class="empty">{T("no_passkeys")}</p>""")
            : Html.Of($"""<ul class="rows">{Html.Join(passkeys.Select(passkey => Passkey(page, passkey)))}</ul>""");
        return Html.Of($"""
            <section class="card"><h2>{T("passkeys")}</h2><p class="lead">{T("passkeys_lead")}</p>{list}
            {page.Form("/account/passkeys", Html.Of($"""
                <input type="hidden" name="credential">
                {Field(T("passkey_name"), "name", "text", "off", extra: "maxlength=\"60\"")}
                <button type="button" class="button second" data-passkey="create" data-options="/account/passkeys/options">{T("add_passkey")}</button>
                <p class="notice fault" role="alert" hidden data-unsupported>{T("passkey_unsupported")}</p>
                """))}</section>
            """);
    }

    private static Html Passkey(AccountPage page, UserPasskeyInfo passkey) => Html.Of($"""
        <li><span>{passkey.Name ?? "·"}<small>{passkey.CreatedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}</small></span>
        {page.Form("/account/passkeys/remove", Html.Of($"""
            <input type="hidden" name="id" value="{Base64Url.EncodeToString(passkey.CredentialId)}"><button class="quiet danger">{T("remove")}</button>
            """), "inline")}</li>
        """);
}
