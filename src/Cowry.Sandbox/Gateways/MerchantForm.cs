using System.Text.Json.Nodes;

namespace Cowry.Sandbox;

/// <summary>What a script may say of a merchant: texts, some of them from a list; a rate; a flag; names of sub-merchants.</summary>
/// <param name="choices">The fields that take one of a few words.</param>
internal sealed class MerchantForm(IReadOnlyDictionary<string, string[]> choices)
{
    /// <summary>The body when all is well; otherwise null, and the problem is written.</summary>
    public async Task<JsonObject?> Read(HttpContext http, params string[] known)
    {
        if (await http.ReadJson() is not JsonObject body)
        {
            await http.WriteProblem(400, "invalid_body", "The body must be a JSON object.");
            return null;
        }

        var errors = new Dictionary<string, string>();
        foreach (var (name, node) in body)
        {
            if (!known.Contains(name, StringComparer.Ordinal))
                errors[name] = $"is not one of {string.Join(", ", known)}";
            else if (Wrong(name, node) is { } message)
                errors[name] = message;
        }

        if (errors.Count == 0)
            return body;
        await http.WriteProblem(400, "invalid_body", string.Join("; ", errors.Select(e => $"{e.Key} {e.Value}")), errors);
        return null;
    }

    private string? Wrong(string name, JsonNode? node) => (name, node) switch
    {
        ("rate", JsonValue value) when value.TryGetValue<int>(out var rate) && rate is >= 0 and <= 1_000_000 => null,
        ("rate", _) => "must be parts per million, 0 to 1000000",
        ("service_provider", JsonValue value) when value.TryGetValue<bool>(out _) => null,
        ("service_provider", _) => "must be true or false",
        ("sub_merchants", JsonArray names) when names.All(item => item is JsonValue value && value.TryGetValue<string>(out _)) => null,
        ("sub_merchants", _) => "must be a list of names",
        (_, JsonValue value) when value.TryGetValue<string>(out var text) =>
            !choices.TryGetValue(name, out var words) || words.Contains(text, StringComparer.Ordinal)
                ? null
                : $"must be one of {string.Join(", ", words)}",
        _ => "must be a string",
    };
}

/// <summary>Reading of a body that a form has checked.</summary>
internal static class MerchantFormReading
{
    public static string? Text(this JsonObject body, string name) => body[name]?.GetValue<string>();

    /// <summary>The names of the sub-merchants; none when nothing is said.</summary>
    public static IReadOnlyList<string> SubMerchants(this JsonObject body) =>
        body["sub_merchants"] is JsonArray names ? [.. names.Select(name => name!.GetValue<string>())] : [];
}
