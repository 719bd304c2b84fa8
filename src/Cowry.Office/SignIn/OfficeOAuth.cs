using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cowry.Office.SignIn;

/// <summary>ASP.NET Core's OAuth options without their demand for a client secret: the back office may be a public client.</summary>
internal sealed class OfficeOAuthOptions : OAuthOptions
{
    public override void Validate()
    {
        if (string.IsNullOrEmpty(ClientId) || !CallbackPath.HasValue)
            throw new InvalidOperationException("The back office needs a client id and a callback path.");
    }
}

/// <summary>
/// Authorization code with PKCE. The browser goes to <c>/oauth/authorize</c> of the site it is on; the code is exchanged at the address under
/// which this process reaches the server, which may be another.
/// </summary>
internal sealed class OfficeOAuthHandler(
    IOptionsMonitor<OfficeOAuthOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenEndpoint tokens)
    : OAuthHandler<OfficeOAuthOptions>(options, logger, encoder)
{
    protected override async Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = context.Code,
            ["redirect_uri"] = context.RedirectUri,
        };
        if (context.Properties.Items.TryGetValue(OAuthConstants.CodeVerifierKey, out var verifier) && verifier is not null)
        {
            form["code_verifier"] = verifier;
            context.Properties.Items.Remove(OAuthConstants.CodeVerifierKey);
        }

        var (status, body) = await tokens.AskAsync(form, Context.RequestAborted);
        if ((int)status is >= 200 and < 300)
            return OAuthTokenResponse.Success(body);
        using (body)
            return OAuthTokenResponse.Failed(new InvalidOperationException($"The token endpoint answered {(int)status}."));
    }
}
