using System.Buffers.Text;
using Cowry.Server.Identity.People;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;

namespace Cowry.Server.Identity.Account;

/// <summary>Passkeys (WebAuthn) by ASP.NET Core Identity: the browser asks for options, and what it makes of them comes back in a form.</summary>
internal static class Passkeys
{
    private const string Json = "application/json";

    public static async Task<IResult> RequestOptionsAsync(SignInManager<CowryUser> signIn) =>
        // Without a name: the device offers the passkeys that it has for us.
        Results.Text(await signIn.MakePasskeyRequestOptionsAsync(null!), Json);

    public static async Task<IResult> SignInAsync(
        HttpContext http, IAntiforgery antiforgery, SignInManager<CowryUser> signIn, ILogger<CowryUser> log)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var credential = form["credential"].ToString();
        if (credential.Length is > 0 and < 20_000)
        {
            try
            {
                var result = await signIn.PasskeySignInAsync(credential);
                if (result.Succeeded)
                    return Results.LocalRedirect(SignInPages.Back(http));
            }
            catch (InvalidOperationException error)
            {
                log.LogInformation(error, "A passkey came without a challenge of ours, or too late");
            }
        }

        return SignInPages.Page(http, antiforgery, "passkey_failed", email: null);
    }

    public static async Task<IResult> CreationOptionsAsync(HttpContext http, UserManager<CowryUser> users, SignInManager<CowryUser> signIn)
    {
        if (await users.GetUserAsync(http.User) is not { } user)
            return Results.Unauthorized();
        var entity = new PasskeyUserEntity { Id = user.Id, Name = user.Email!, DisplayName = user.Name };
        return Results.Text(await signIn.MakePasskeyCreationOptionsAsync(entity), Json);
    }

    public static async Task<IResult> AddAsync(
        HttpContext http, IAntiforgery antiforgery, UserManager<CowryUser> users, SignInManager<CowryUser> signIn, ILogger<CowryUser> log)
    {
        if (await users.GetUserAsync(http.User) is not { } user)
            return Results.LocalRedirect(AccountPages.SignInPath);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (credential, name) = (form["credential"].ToString(), form["name"].ToString().Trim());
        var added = credential.Length is > 0 and < 20_000 && await TryAddAsync(users, signIn, user, credential, name.Length is > 0 and <= 60 ? name : null, log);
        return await SecurityPage.ShowAsync(
            http, antiforgery, users, added ? new SecurityPage.Outcome("passkey_added") : new SecurityPage.Outcome("passkey_failed", Fault: true));
    }

    public static async Task<IResult> RemoveAsync(HttpContext http, IAntiforgery antiforgery, UserManager<CowryUser> users)
    {
        if (await users.GetUserAsync(http.User) is not { } user)
            return Results.LocalRedirect(AccountPages.SignInPath);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = form["id"].ToString();
        if (Base64Url.IsValid(id))
            await users.RemovePasskeyAsync(user, Base64Url.DecodeFromChars(id));
        return await SecurityPage.ShowAsync(http, antiforgery, users, new SecurityPage.Outcome("passkey_removed"));
    }

    private static async Task<bool> TryAddAsync(
        UserManager<CowryUser> users, SignInManager<CowryUser> signIn, CowryUser user, string credential, string? name, ILogger log)
    {
        try
        {
            var attestation = await signIn.PerformPasskeyAttestationAsync(credential);
            // The challenge names the person for whom it was made.
            if (!attestation.Succeeded || attestation.UserEntity.Id != user.Id)
            {
                log.LogInformation(attestation.Failure, "A new passkey was not accepted");
                return false;
            }

            attestation.Passkey.Name = name;
            return (await users.AddOrUpdatePasskeyAsync(user, attestation.Passkey)).Succeeded;
        }
        catch (InvalidOperationException error)
        {
            log.LogInformation(error, "A new passkey came without a challenge of ours, or too late");
            return false;
        }
    }
}
