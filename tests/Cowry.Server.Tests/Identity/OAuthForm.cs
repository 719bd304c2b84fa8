using System.Net;
using System.Text.Json.Nodes;

namespace Cowry.Server.Tests.Identity;

/// <summary>OAuth's endpoints as a client sees them: forms in, JSON out.</summary>
internal static class OAuthForm
{
    public const string DeviceGrant = "urn:ietf:params:oauth:grant-type:device_code";

    public static async Task<(HttpStatusCode Status, JsonNode Body)> PostAsync(HttpClient http, string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), form);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!);
    }

    public static Task<(HttpStatusCode Status, JsonNode Body)> RefreshAsync(HttpClient http, string refreshToken) => PostAsync(
        http, "/oauth/token", ("grant_type", "refresh_token"), ("refresh_token", refreshToken), ("client_id", "cowry-terminal"));

    public static Task<(HttpStatusCode Status, JsonNode Body)> RedeemAsync(HttpClient http, string deviceCode) => PostAsync(
        http, "/oauth/token", ("grant_type", DeviceGrant), ("device_code", deviceCode), ("client_id", "cowry-terminal"));

    public static string Text(this JsonNode node, string name) => node[name]!.GetValue<string>();
}
