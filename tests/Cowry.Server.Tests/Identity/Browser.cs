using System.Net;
using System.Text.RegularExpressions;

namespace Cowry.Server.Tests.Identity;

/// <summary>A browser without scripts: keeps cookies, follows redirects by hand, posts the forms that pages hold.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly HttpClient _http;

    public Browser(string address)
    {
        var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = true, CookieContainer = Cookies };
        _http = new HttpClient(handler, disposeHandler: true) { BaseAddress = new Uri(address) };
        _http.DefaultRequestHeaders.Add("Accept-Language", "en");
    }

    public CookieContainer Cookies { get; } = new();

    public async Task<(HttpStatusCode Status, string Body, Uri? Location)> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        using var answer = await _http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.Location);
    }

    /// <summary>Fills in the form of <paramref name="page"/> whose action starts with <paramref name="action"/> and sends it.</summary>
    public async Task<(HttpStatusCode Status, string Body, Uri? Location)> SubmitAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        var form = Forms().Matches(page).First(match => WebUtility.HtmlDecode(match.Groups["action"].Value).StartsWith(action, StringComparison.Ordinal));
        var values = Hidden().Matches(form.Value).ToDictionary(
            match => match.Groups["name"].Value, match => WebUtility.HtmlDecode(match.Groups["value"].Value), StringComparer.Ordinal);
        foreach (var (name, value) in fields)
            values[name] = value;
        return await PostAsync(WebUtility.HtmlDecode(form.Groups["action"].Value), values);
    }

    public async Task<(HttpStatusCode Status, string Body, Uri? Location)> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> values)
    {
        using var content = new FormUrlEncodedContent(values);
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.Location);
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("<form method=\"post\" action=\"(?<action>[^\"]*)\".*?</form>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Forms();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\"( value=\"(?<value>[^\"]*)\")?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hidden();
}
