using System.Net;
using System.Text.Json;
using Cowry.Office.Hosting;
using Microsoft.Extensions.Options;

namespace Cowry.Office.SignIn;

/// <summary>The server's <c>/oauth/token</c> and <c>/oauth/revoke</c>, as the back office asks them.</summary>
internal sealed class TokenEndpoint(IHttpClientFactory http, IOptions<OfficeOptions> options, TimeProvider time)
{
    public const string Path = "oauth/token";

    /// <summary>The answer as it is: success or OAuth's error document.</summary>
    public async Task<(HttpStatusCode Status, JsonDocument Body)> AskAsync(Dictionary<string, string> form, CancellationToken cancellation)
    {
        using var answer = await PostAsync(Path, form, cancellation);
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        return (answer.StatusCode, JsonDocument.Parse(text));
    }

    /// <summary>New tokens for a refresh token; null when the server will not have it any more and the person must sign in again.</summary>
    public async Task<OfficeTokens?> RefreshAsync(string refreshToken, CancellationToken cancellation)
    {
        var (status, body) = await AskAsync(
            new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken }, cancellation);
        using (body)
        {
            if (status == HttpStatusCode.OK)
                return Read(body.RootElement, refreshToken);
            if ((int)status is >= 400 and < 500)
                return null;
            throw new HttpRequestException($"The token endpoint answered {(int)status}.", inner: null, status);
        }
    }

    public async Task RevokeAsync(string refreshToken, CancellationToken cancellation)
    {
        using var answer = await PostAsync("oauth/revoke", new Dictionary<string, string> { ["token"] = refreshToken }, cancellation);
    }

    public OfficeTokens Read(JsonElement answer, string? formerRefreshToken) => new(
        answer.GetProperty("access_token").GetString()!,
        answer.TryGetProperty("refresh_token", out var refresh) ? refresh.GetString() : formerRefreshToken,
        time.GetUtcNow().AddSeconds(answer.TryGetProperty("expires_in", out var seconds) ? seconds.GetInt32() : 3600));

    private async Task<HttpResponseMessage> PostAsync(string path, Dictionary<string, string> form, CancellationToken cancellation)
    {
        form["client_id"] = options.Value.ClientId;
        if (options.Value.ClientSecret is { } secret)
            form["client_secret"] = secret;
        using var content = new FormUrlEncodedContent(form);
        return await http.CreateClient(OfficeServices.HttpClientName).PostAsync(new Uri(path, UriKind.Relative), content, cancellation);
    }
}
