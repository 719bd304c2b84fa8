using Cowry.Server.Identity.OAuth;
using Microsoft.AspNetCore.Identity;

namespace Cowry.Server.Identity.People;

/// <summary>ASP.NET Core Identity for the few people who have a password: owners.</summary>
internal static class PeopleServices
{
    /// <summary>How long a sign-in on the account pages lasts without use.</summary>
    private static readonly TimeSpan Session = TimeSpan.FromHours(12);

    public static void AddPeople(this IServiceCollection services)
    {
        // No default scheme: pages name theirs, and the API has none.
        services.AddAuthentication().AddIdentityCookies(cookies =>
        {
            cookies.ApplicationCookie!.Configure(cookie =>
            {
                cookie.Cookie.Name = "cowry_account";
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                cookie.ExpireTimeSpan = Session;
                cookie.SlidingExpiration = true;
                cookie.LoginPath = "/account/sign-in";
                cookie.AccessDeniedPath = "/account/sign-in";
                cookie.ReturnUrlParameter = "return_to";
            });
            cookies.TwoFactorUserIdCookie!.Configure(cookie =>
            {
                cookie.Cookie.Name = "cowry_account_step";
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.ExpireTimeSpan = TimeSpan.FromMinutes(10);
            });
        });
        services.AddAuthorization();
        services.AddIdentityCore<CowryUser>(Configure)
            .AddUserStore<CowryUserStore>()
            .AddSignInManager()
            .AddDefaultTokenProviders();
        services.Configure<IdentityPasskeyOptions>(static passkeys => passkeys.ValidateOrigin = static ceremony => ValueTask.FromResult(
            // Not the Origin header, with which the default compares: our Referrer-Policy makes browsers send "null" there with a form.
            !ceremony.CrossOrigin && ceremony.HttpContext.RequestServices.GetRequiredService<OAuthOrigin>().IsOurs(ceremony.HttpContext.Request, ceremony.Origin)));
        services.Configure<SecurityStampValidatorOptions>(stamp => stamp.ValidationInterval = TimeSpan.FromMinutes(5));
    }

    private static void Configure(IdentityOptions identity)
    {
        // Length beats character classes (NIST SP 800-63B, section 5.1.1).
        identity.Password.RequiredLength = 10;
        identity.Password.RequireDigit = false;
        identity.Password.RequireLowercase = false;
        identity.Password.RequireUppercase = false;
        identity.Password.RequireNonAlphanumeric = false;
        identity.Password.RequiredUniqueChars = 4;
        identity.Lockout.MaxFailedAccessAttempts = 5;
        identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
        identity.User.RequireUniqueEmail = true;
        identity.User.AllowedUserNameCharacters = "";
        identity.Tokens.AuthenticatorIssuer = "Cowry";
        identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
    }
}
