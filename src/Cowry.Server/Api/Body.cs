using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cowry.Client;
using Microsoft.AspNetCore.Http.Metadata;

namespace Cowry.Server.Api;

/// <summary>
/// A request's JSON, read strictly: no unknown field, no missing one, no more bytes than a request of ours ever has. What is wrong is a
/// <see cref="Refusal"/> that names the field. Keeps the hash that guards the idempotency key.
/// </summary>
internal sealed record Body<T>(T Value) : IEndpointParameterMetadataProvider
{
    public static async ValueTask<Body<T>?> BindAsync(HttpContext http)
    {
        if (!http.Request.HasJsonContentType())
            throw new Refusal(415, "unsupported_media_type", "Send JSON", "Content-Type must be application/json.");
        var bytes = await RequestBytes.ReadAsync(http);
        return new Body<T>(StrictJson.Parse<T>(bytes));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T), isOptional: false));
}

/// <summary>Reads a body once, within bounds.</summary>
internal static class RequestBytes
{
    public const int Max = 64 * 1024;

    public static async Task<byte[]> ReadAsync(HttpContext http)
    {
        if (http.Request.ContentLength > Max)
            throw TooLarge();
        using var memory = new MemoryStream(capacity: (int)(http.Request.ContentLength ?? 1024));
        var buffer = new byte[4096];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            memory.Write(buffer, 0, read);
            if (memory.Length > Max)
                throw TooLarge();
        }

        var bytes = memory.ToArray();
        http.Items[typeof(RequestBytes)] = bytes;
        return bytes;
    }

    /// <summary>Method, path and body as one hash, in hex. A request without a body hashes as an empty one.</summary>
    public static string Hash(HttpContext http)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path}\n"));
        if (http.Items[typeof(RequestBytes)] is byte[] body)
            sha.AppendData(body);
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }

    private static Refusal TooLarge() => new(413, "body_too_large", "The body is too large", $"A request may have {Max} bytes at most.");
}

/// <summary>Turns the parser's exceptions into refusals that name the field in words of the API.</summary>
internal static class StrictJson
{
    public static T Parse<T>(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, Wire.StrictJson) ?? throw new JsonException("a JSON object is expected");
        }
        catch (JsonException error)
        {
            throw Explain(error);
        }
        catch (NotSupportedException error)
        {
            throw new Refusal(400, "malformed_json", "The body is not what is expected here", error.Message);
        }
    }

    private static Refusal Explain(JsonException error)
    {
        var message = error.Message;
        if (Quoted(message, "The JSON property '") is { } unknown)
        {
            return new Refusal(400, "unknown_field", "A field is not known", $"{unknown} is not a field of this request.")
            {
                Errors = new Dictionary<string, string[]>(StringComparer.Ordinal) { [unknown] = ["is not a field of this request"] },
            };
        }

        if (message.Contains("missing required propert", StringComparison.Ordinal))
        {
            var list = message[(message.IndexOf(':', StringComparison.Ordinal) + 1)..];
            var names = list.Split(['\'', ',', ' ', '.', ';'], StringSplitOptions.RemoveEmptyEntries).Where(n => n.All(c => char.IsLower(c) || char.IsDigit(c) || c == '_'));
            return Refusals.Invalid(names.Distinct(StringComparer.Ordinal).ToDictionary(n => n, _ => new[] { "is required" }, StringComparer.Ordinal));
        }

        // A path means that the text was JSON and one value was of the wrong kind; without one it was not JSON at all.
        if (error.Path is { Length: > 2 } path && error.InnerException is not System.Text.Json.JsonException && !message.Contains("is invalid", StringComparison.Ordinal))
            return Refusals.Invalid(path.TrimStart('$', '.'), "has a value of the wrong kind");
        return new Refusal(400, "malformed_json", "The body is not valid JSON", $"Line {error.LineNumber + 1}, byte {error.BytePositionInLine}.");
    }

    private static string? Quoted(string message, string before)
    {
        var start = message.IndexOf(before, StringComparison.Ordinal);
        if (start < 0 || !message.Contains("could not be mapped", StringComparison.Ordinal))
            return null;
        start += before.Length;
        var end = message.IndexOf('\'', start);
        return end < 0 ? null : message[start..end];
    }
}
