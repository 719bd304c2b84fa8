using Cowry.Server.Identity.People;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using static Cowry.Server.Identity.Account.AccountPage;

namespace Cowry.Server.Identity.Account;

/// <summary>Password, then the authenticator's code where one is set up; and the way out.</summary>
internal static class SignInPages
{
    public static IResult Show(HttpContext http, IAntiforgery antiforgery) => Page(http, antiforgery, notice: null, email: null);

    public static async Task<IResult> PasswordAsync(HttpContext http, IAntiforgery antiforgery, SignInManager<CowryUser> signIn, UserManager<CowryUser> users)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (email, password) = (form["email"].ToString(), form["password"].ToString());
        var user = email.Length is > 0 and <= 254 ? await users.FindByEmailAsync(email) : null;
        if (user is null)
        {
            // As slow as a known address, so that the time tells nobody which addresses exist.
            users.PasswordHasher.HashPassword(null!, password);
            return Page(http, antiforgery, "wrong_password", email);
        }

        var result = await signIn.PasswordSignInAsync(user, password, isPersistent: false, lockoutOnFailure: true);
        if (result.Succeeded)
            return Results.LocalRedirect(Back(http));
        if (result.RequiresTwoFactor)
            return Results.LocalRedirect(AccountPages.SignInPath + "/code" + QueryString.Create("return_to", Back(http)));
        return Page(http, antiforgery, result.IsLockedOut ? "locked" : "wrong_password", email);
    }

    public static async Task<IResult> ShowCodeAsync(HttpContext http, IAntiforgery antiforgery, SignInManager<CowryUser> signIn) =>
        await signIn.GetTwoFactorAuthenticationUserAsync() is null
            ? Page(http, antiforgery, "step_expired", email: null)
            : CodePage(http, antiforgery, notice: null);

    public static async Task<IResult> CodeAsync(HttpContext http, IAntiforgery antiforgery, SignInManager<CowryUser> signIn)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is null)
            return Page(http, antiforgery, "step_expired", email: null);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var recovery = form["recovery_code"].ToString().Trim();
        var code = string.Concat(form["code"].ToString().Where(char.IsAsciiDigit));
        var result = recovery.Length > 0
            ? await signIn.TwoFactorRecoveryCodeSignInAsync(recovery)
            : await signIn.TwoFactorAuthenticatorSignInAsync(code, isPersistent: false, rememberClient: false);
        if (result.Succeeded)
            return Results.LocalRedirect(Back(http));
        return CodePage(http, antiforgery, result.IsLockedOut ? "locked" : "wrong_code");
    }

    /// <summary>
    /// A link from our own pages ends the session at once; one from elsewhere must be confirmed, so that no other site can sign people out.
    /// </summary>
    public static async Task<IResult> SignOutAsync(HttpContext http, IAntiforgery antiforgery, SignInManager<CowryUser> signIn)
    {
        var page = new AccountPage(http, antiforgery);
        if (HttpMethods.IsGet(http.Request.Method) && http.Request.Headers["Sec-Fetch-Site"] != "same-origin")
        {
            var question = Html.Of($"""<h1>{T("sign_out_question")}</h1>{page.Form("/account/sign-out", Html.Of($"""<button class="button">{T("sign_out")}</button>"""))}""");
            return page.Show(T("sign_out"), Html.Of($"""<section class="card">{question}</section>"""));
        }

        await signIn.SignOutAsync();
        return page.Show(T("sign_out"), Html.Of(
            $"""<section class="card">{Notice("signed_out", fault: false)}<a class="button" href="{AccountPages.Office}">{T("sign_in")}</a></section>"""));
    }

    public static string Back(HttpContext http) => Local(http.Request.Query["return_to"], AccountPages.Office);

    public static IResult Page(HttpContext http, IAntiforgery antiforgery, string? notice, string? email)
    {
        var page = new AccountPage(http, antiforgery);
        var query = QueryString.Create("return_to", Back(http));
        var password = page.Form(AccountPages.SignInPath + query, Html.Of($"""
            {Field(T("email"), "email", "email", "username webauthn", email, "autofocus")}
            {Field(T("password"), "password", "password", "current-password")}
            <button class="button">{T("continue")}</button>
            """));
        var passkey = page.Form(AccountPages.SignInPath + "/passkey" + query, Html.Of($"""
            <input type="hidden" name="credential">
            <button type="button" class="button second" data-passkey="get" data-options="/account/sign-in/passkey/options">{T("passkey_sign_in")}</button>
            <p class="notice fault" role="alert" hidden data-unsupported>{T("passkey_unsupported")}</p>
            """));
        var body = Html.Of($"""
            <section class="card"><h1>{T("sign_in")}</h1><p class="lead">{T("sign_in_lead")}</p>{Notice(notice, fault: true)}
            {password}<p class="or"><span>{T("or")}</span></p>{passkey}</section>
            """);
        return page.Show(T("sign_in"), body, notice is null ? 200 : StatusCodes.Status422UnprocessableEntity);
    }

    private static IResult CodePage(HttpContext http, IAntiforgery antiforgery, string? notice)
    {
        var page = new AccountPage(http, antiforgery);
        var action = AccountPages.SignInPath + "/code" + QueryString.Create("return_to", Back(http));
        var code = page.Form(action, Html.Of($"""
            {Field(T("code"), "code", "text", "one-time-code", extra: "inputmode=\"numeric\" pattern=\"[0-9 ]*\" maxlength=\"7\" autofocus")}
            <button class="button">{T("continue")}</button>
            """));
        var recovery = page.Form(action, Html.Of($"""
            {Field(T("recovery_code"), "recovery_code", "text", "off", extra: "maxlength=\"20\"")}
            <button class="button second">{T("continue")}</button>
            """));
        var body = Html.Of($"""
            <section class="card"><h1>{T("code_title")}</h1><p class="lead">{T("code_lead")}</p>{Notice(notice, fault: true)}{code}
            <details><summary>{T("recovery_lead")}</summary>{recovery}</details></section>
            """);
        return page.Show(T("code_title"), body, notice is null ? 200 : StatusCodes.Status422UnprocessableEntity);
    }
}
