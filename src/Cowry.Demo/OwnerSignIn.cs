using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Web;
using Cowry.Client.ApiKeys;

namespace Cowry.Demo;

/// <summary>
/// Signs the owner in as a browser would: authorization code with PKCE, and the sign-in form in between. There is no shorter way in for the demo
/// than for anybody else.
/// </summary>
internal static partial class OwnerSignIn
{
    private const string ClientId = "cowry-cli";

    // Nobody listens there: the code is read from the redirect itself.
    private const string Redirect = "http://127.0.0.1/signed-in";

    public static async Task<string> TokenAsync(string server, string email, string password, CancellationToken cancel)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
        using var http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(20) };
        var verifier = Base64Url(RandomNumberGenerator.GetBytes(32));
        var challenge = Base64Url(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        var address = new Uri($"{server}/oauth/authorize?response_type=code&client_id={ClientId}&redirect_uri={Uri.EscapeDataString(Redirect)}"
            + $"&code_challenge={challenge}&code_challenge_method=S256&state=demo"
            + $"&scope={Uri.EscapeDataString(string.Join(' ', Scopes.All))}");
        var code = await FollowAsync(http, address, email, password, cancel);

        using var form = new FormUrlEncodedContent(
        [
            new("grant_type", "authorization_code"), new("client_id", ClientId), new("code", code), new("redirect_uri", Redirect),
            new("code_verifier", verifier),
        ]);
        using var answer = await http.PostAsync(new Uri($"{server}/oauth/token"), form, cancel);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancel);
        return answer.IsSuccessStatusCode
            ? body.GetProperty("access_token").GetString()!
            : throw new DemoFault($"the owner's code was not taken: {body}");
    }

    /// <summary>Follows redirects and fills in the one form on the way, until the address is the one that carries the code.</summary>
    private static async Task<string> FollowAsync(
        HttpClient http, Uri address, string email, string password, CancellationToken cancel)
    {
        HttpContent? filled = null;
        for (var steps = 0; steps < 12; steps++)
        {
            using var request = new HttpRequestMessage(filled is null ? HttpMethod.Get : HttpMethod.Post, address) { Content = filled };
            using var answer = await http.SendAsync(request, cancel);
            filled = null;
            if (answer.Headers.Location is { } next)
            {
                address = new Uri(address, next);
                if (address.AbsoluteUri.StartsWith(Redirect, StringComparison.Ordinal))
                    return HttpUtility.ParseQueryString(address.Query)["code"] ?? throw new DemoFault($"the owner was sent back with {address.Query}");
                continue;
            }

            var page = await answer.Content.ReadAsStringAsync(cancel);
            if (!answer.IsSuccessStatusCode || FormTag().Match(page) is not { Success: true } form)
                throw new DemoFault($"{address} answered {(int)answer.StatusCode} without a sign-in form");
            if (form.Groups["action"].Value is { Length: > 0 } action)
                address = new Uri(address, WebUtility.HtmlDecode(action));
            filled = new FormUrlEncodedContent(Fill(form.Groups["body"].Value, email, password));
        }

        throw new DemoFault("the owner's sign-in goes round in circles");
    }

    private static IEnumerable<KeyValuePair<string, string>> Fill(string form, string email, string password) =>
        from Match input in InputTag().Matches(form)
        let name = Attribute(input.Value, "name")
        let type = Attribute(input.Value, "type")
        where name is { Length: > 0 } && type is not ("checkbox" or "submit" or "button")
        select new KeyValuePair<string, string>(name, type switch
        {
            "password" => password,
            "email" => email,
            _ => Attribute(input.Value, "value") ?? "",
        });

    private static string? Attribute(string tag, string name) =>
        Regex.Match(tag, $"\\b{name}=\"([^\"]*)\"", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1)) is { Success: true } found
            ? WebUtility.HtmlDecode(found.Groups[1].Value)
            : null;

    private static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    [GeneratedRegex("""<form\b(?=[^>]*\bmethod="post")(?:[^>]*?\baction="(?<action>[^"]*)")?[^>]*>(?<body>.*?)</form>""",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FormTag();

    [GeneratedRegex("<input\\b[^>]*>", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InputTag();
}
