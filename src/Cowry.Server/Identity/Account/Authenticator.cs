using System.Text.Encodings.Web;
using Cowry.Server.Identity.People;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using QRCoder;

namespace Cowry.Server.Identity.Account;

/// <summary>The authenticator app (TOTP, RFC 6238): set up by a QR and one good code, which also gives ten recovery codes.</summary>
internal static class Authenticator
{
    private const int RecoveryCodes = 10;

    public static async Task<IResult> TurnOnAsync(HttpContext http, IAntiforgery antiforgery, UserManager<CowryUser> users, SignInManager<CowryUser> signIn)
    {
        if (await users.GetUserAsync(http.User) is not { } user)
            return Results.LocalRedirect(AccountPages.SignInPath);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var code = string.Concat(form["code"].ToString().Where(char.IsAsciiDigit));
        if (!await users.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultAuthenticatorProvider, code))
            return await SecurityPage.ShowAsync(http, antiforgery, users, new SecurityPage.Outcome("wrong_code", Fault: true));
        await users.SetTwoFactorEnabledAsync(user, true);
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes) ?? [];
        await signIn.RefreshSignInAsync(user);
        return await SecurityPage.ShowAsync(http, antiforgery, users, new SecurityPage.Outcome("turned_on", RecoveryCodes: [.. codes]));
    }

    public static async Task<IResult> TurnOffAsync(HttpContext http, IAntiforgery antiforgery, UserManager<CowryUser> users, SignInManager<CowryUser> signIn)
    {
        if (await users.GetUserAsync(http.User) is not { } user)
            return Results.LocalRedirect(AccountPages.SignInPath);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!await ChangePassword.ConfirmAsync(users, user, form["current"].ToString()))
            return await SecurityPage.ShowAsync(http, antiforgery, users, new SecurityPage.Outcome("password_wrong", Fault: true));
        await users.SetTwoFactorEnabledAsync(user, false);
        await users.ResetAuthenticatorKeyAsync(user);
        await signIn.RefreshSignInAsync(user);
        return await SecurityPage.ShowAsync(http, antiforgery, users, new SecurityPage.Outcome("turned_off"));
    }

    /// <summary>The key to share with the app, made when there is none.</summary>
    public static async Task<string> KeyAsync(UserManager<CowryUser> users, CowryUser user)
    {
        if (await users.GetAuthenticatorKeyAsync(user) is { Length: > 0 } key)
            return key;
        await users.ResetAuthenticatorKeyAsync(user);
        return (await users.GetAuthenticatorKeyAsync(user))!;
    }

    /// <summary>The key URI that authenticator apps read, as an SVG.</summary>
    public static Html Qr(string key, string email)
    {
        var uri = $"otpauth://totp/Cowry:{UrlEncoder.Default.Encode(email)}?secret={key}&issuer=Cowry&digits=6";
        using var code = QRCodeGenerator.GenerateQrCode(uri, QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(code);
        return Html.Trusted(svg.GetGraphic(4, "#1C2321", "#FFFFFF", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute));
    }
}
