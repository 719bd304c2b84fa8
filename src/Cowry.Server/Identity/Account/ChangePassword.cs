using Cowry.Server.Identity.People;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;

namespace Cowry.Server.Identity.Account;

/// <summary>POST /account/password. Every other session of the person ends: cookies by the new security stamp, refresh tokens by revocation.</summary>
internal static class ChangePassword
{
    public static async Task<IResult> HandleAsync(
        HttpContext http, IAntiforgery antiforgery, UserManager<CowryUser> users, SignInManager<CowryUser> signIn, IOpenIddictTokenManager tokens)
    {
        if (await users.GetUserAsync(http.User) is not { } user)
            return Results.LocalRedirect(AccountPages.SignInPath);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!await ConfirmAsync(users, user, form["current"].ToString()))
            return await SecurityPage.ShowAsync(http, antiforgery, users, new SecurityPage.Outcome("password_wrong", Fault: true));
        var result = await users.ChangePasswordAsync(user, form["current"].ToString(), form["new"].ToString());
        if (!result.Succeeded)
            return await SecurityPage.ShowAsync(http, antiforgery, users, new SecurityPage.Outcome("password_weak", Fault: true));
        await tokens.RevokeBySubjectAsync(user.Id, http.RequestAborted);
        await signIn.RefreshSignInAsync(user);
        return await SecurityPage.ShowAsync(http, antiforgery, users, new SecurityPage.Outcome("password_changed"));
    }

    /// <summary>Checks the password of somebody who is signed in already; wrong ones count towards the lock as at the sign-in.</summary>
    public static async Task<bool> ConfirmAsync(UserManager<CowryUser> users, CowryUser user, string password)
    {
        if (await users.IsLockedOutAsync(user))
            return false;
        if (await users.CheckPasswordAsync(user, password))
            return true;
        await users.AccessFailedAsync(user);
        return false;
    }
}
