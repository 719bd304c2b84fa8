using Cowry.Primitives;
using Cowry.Server.Api;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Cowry.Server.Identity.OAuth;

/// <summary>What an access token says: a user or terminal, its merchant, and what it may do.</summary>
internal sealed record AccessTokenClaims(string Subject, MerchantId Merchant, IReadOnlyList<string> Scopes, DateTimeOffset ExpiresAt);

/// <summary>
/// Reads access tokens as OpenIddict writes them (RFC 9068). The issuer is not compared: one process may be reached under several addresses, and
/// only we have the key.
/// </summary>
internal sealed class AccessTokens
{
    public const string MerchantClaim = "merchant";
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly TokenValidationParameters _parameters;

    public AccessTokens(OAuthKeys keys, TimeProvider time) => _parameters = new TokenValidationParameters
    {
        IssuerSigningKeys = [keys.Signing, .. keys.FormerSigning],
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        ValidTypes = ["at+jwt"],
        ValidateIssuer = false,
        ValidateAudience = false,
        LifetimeValidator = (_, expires, _, _) => expires > time.GetUtcNow().UtcDateTime,
    };

    /// <summary>Null when the token is not ours.</summary>
    /// <exception cref="Refusal">401 <c>token_expired</c>.</exception>
    public async Task<AccessTokenClaims?> ReadAsync(string token)
    {
        var result = await _handler.ValidateTokenAsync(token, _parameters);
        if (result.Exception is SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException)
            throw new Refusal(401, "token_expired", "The token has run out", "Get a new one with the refresh token.");
        if (!result.IsValid || result.SecurityToken is not JsonWebToken jwt)
            return null;
        if (!jwt.TryGetPayloadValue<string>(MerchantClaim, out var merchant) || jwt.Subject is not { Length: > 0 } subject)
            return null;
        var scopes = jwt.TryGetPayloadValue<string>("scope", out var text) ? text.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
        return new AccessTokenClaims(subject, new MerchantId(merchant), scopes, new DateTimeOffset(jwt.ValidTo, TimeSpan.Zero));
    }
}
