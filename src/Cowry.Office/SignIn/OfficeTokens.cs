using System.Globalization;
using System.Security.Claims;

namespace Cowry.Office.SignIn;

/// <summary>What the token endpoint gave, with the moment it runs out.</summary>
internal sealed record OfficeTokens(string AccessToken, string? RefreshToken, DateTimeOffset ExpiresAt)
{
    public static OfficeTokens? From(ClaimsPrincipal principal) =>
        principal.FindFirstValue(OfficeClaims.AccessToken) is { } access
        && long.TryParse(principal.FindFirstValue(OfficeClaims.ExpiresAt), NumberStyles.None, CultureInfo.InvariantCulture, out var expires)
            ? new OfficeTokens(access, principal.FindFirstValue(OfficeClaims.RefreshToken), DateTimeOffset.FromUnixTimeSeconds(expires))
            : null;

    public bool RunsOutWithin(TimeSpan margin, DateTimeOffset now) => ExpiresAt - now < margin;

    /// <summary>The same person with these tokens in place of the former.</summary>
    public ClaimsPrincipal PutInto(ClaimsPrincipal principal)
    {
        string[] replaced = [OfficeClaims.AccessToken, OfficeClaims.RefreshToken, OfficeClaims.ExpiresAt];
        var kept = principal.Claims.Where(claim => !replaced.Contains(claim.Type));
        return new ClaimsPrincipal(new ClaimsIdentity([.. kept, .. Claims()], OfficeSchemes.Cookie));
    }

    public IEnumerable<Claim> Claims()
    {
        yield return new Claim(OfficeClaims.AccessToken, AccessToken);
        if (RefreshToken is not null)
            yield return new Claim(OfficeClaims.RefreshToken, RefreshToken);
        yield return new Claim(OfficeClaims.ExpiresAt, ExpiresAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
    }
}
