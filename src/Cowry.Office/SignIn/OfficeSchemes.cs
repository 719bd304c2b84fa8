namespace Cowry.Office.SignIn;

internal static class OfficeSchemes
{
    public const string Cookie = "OfficeCookie";
    public const string SignIn = "Office";
    public const string Policy = "Office";
}

/// <summary>
/// What the sign-in cookie holds beside the name. The cookie is encrypted and only the server reads it; tokens are claims rather than the
/// ticket's properties because a Blazor circuit keeps the principal and nothing else of the request that opened it.
/// </summary>
internal static class OfficeClaims
{
    public const string AccessToken = "cowry:access_token";
    public const string RefreshToken = "cowry:refresh_token";

    /// <summary>Unix seconds.</summary>
    public const string ExpiresAt = "cowry:expires_at";
    public const string Email = "cowry:email";
    public const string Merchant = "cowry:merchant";
}
