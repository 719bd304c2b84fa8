using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Cowry.Server.Identity.OAuth;
using Cowry.Server.Setup;
using Cowry.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cowry.Server.Tests.Identity;

/// <summary>The owner of a system that was set up over HTTP, at the sign-in page and in the back office's shoes.</summary>
internal static class Owner
{
    public const string Email = "wang@example.com";
    public const string Password = "correct horse battery";

    public static object Setup(RunningServer server, string? code = null) => new
    {
        code = code ?? server.Services.GetRequiredService<SetupCode>().Value,
        merchant_name = "老王面馆",
        owner_name = "老王",
        owner_email = Email,
        owner_password = Password,
        store_name = "总店",
    };

    public static async Task<JsonNode> SetUpAsync(RunningServer server)
    {
        using var http = Shop.Client(server.Address, token: null);
        using var answer = await http.PostAsJsonAsync("/v1/setup", Setup(server));
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    /// <summary>Password at the sign-in page; the answer is where it leads.</summary>
    public static async Task<(HttpStatusCode Status, string Body, Uri? Location)> SignInAsync(Browser browser, string password = Password, string back = "/office")
    {
        var page = await browser.GetAsync("/account/sign-in?return_to=" + Uri.EscapeDataString(back));
        page.Status.ShouldBe(HttpStatusCode.OK);
        return await browser.SubmitAsync(page.Body, "/account/sign-in?", ("email", Email), ("password", password));
    }

    /// <summary>The whole of authorization code with PKCE; the browser must be signed in.</summary>
    public static async Task<JsonNode> TokensAsync(RunningServer server, Browser browser, string? redirect = null)
    {
        var verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var callback = redirect ?? $"{server.Address}/office/signed-in";
        var (status, body, location) = await browser.GetAsync(AuthorizeUrl(verifier, callback));
        status.ShouldBe(HttpStatusCode.Found, body);
        location!.GetLeftPart(UriPartial.Path).ShouldBe(callback);
        var code = HttpUtility.ParseQueryString(location.Query)["code"].ShouldNotBeNull(location.Query);
        using var http = Shop.Client(server.Address, token: null);
        var (exchanged, tokens) = await OAuthForm.PostAsync(
            http, "/oauth/token", ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", callback), ("code_verifier", verifier),
            ("client_id", OAuthClients.Office), ("client_secret", Secret(server)));
        exchanged.ShouldBe(HttpStatusCode.OK, tokens.ToJsonString());
        return tokens;
    }

    public static string AuthorizeUrl(string verifier, string callback)
    {
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        return $"/oauth/authorize?response_type=code&client_id={OAuthClients.Office}&redirect_uri={Uri.EscapeDataString(callback)}"
            + $"&scope={Uri.EscapeDataString("offline_access " + string.Join(' ', Client.ApiKeys.Scopes.All))}&state=s&code_challenge={challenge}&code_challenge_method=S256";
    }

    public static string Secret(RunningServer server) => server.Services.GetRequiredService<OfficeClient>().Secret;
}
