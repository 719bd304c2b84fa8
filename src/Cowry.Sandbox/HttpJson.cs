using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cowry.Sandbox;

/// <summary>JSON in and out for the sandbox's own routes (those that are no gateway's), with errors as RFC 9457 problems.</summary>
internal static class HttpJson
{
    // Chinese stays readable; nothing here is ever written into HTML.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The body as JSON; null when it is none.</summary>
    public static async Task<JsonNode?> ReadJson(this HttpContext http)
    {
        try
        {
            return await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static async Task WriteJson(this HttpContext http, int status, JsonNode body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.WriteAsync(body.ToJsonString(Readable), http.RequestAborted);
    }

    /// <summary>Answers with a problem.</summary>
    /// <param name="code">Stable and in snake_case; programs decide by it.</param>
    public static async Task WriteProblem(
        this HttpContext http, int status, string code, string detail, IReadOnlyDictionary<string, string>? errors = null)
    {
        var body = new JsonObject
        {
            ["type"] = $"urn:cowry-sandbox:problem:{code}",
            ["title"] = code.Replace('_', ' '),
            ["status"] = status,
            ["code"] = code,
            ["detail"] = detail,
        };
        if (errors is not null)
            body["errors"] = new JsonObject(errors.Select(e => KeyValuePair.Create<string, JsonNode?>(e.Key, new JsonArray(e.Value))));
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/problem+json; charset=utf-8";
        await http.Response.WriteAsync(body.ToJsonString(Readable), http.RequestAborted);
    }
}
