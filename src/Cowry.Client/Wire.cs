using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cowry.Client;

/// <summary>How the API writes JSON: snake_case, enums as snake_case words, no nulls written, unknown members refused on the way in.</summary>
public static class Wire
{
    /// <summary>For reading what the server sends: members that a newer server added are skipped.</summary>
    public static readonly JsonSerializerOptions Json = Make(JsonUnmappedMemberHandling.Skip);

    /// <summary>For reading what a caller sends: a member that we do not know is an error.</summary>
    public static readonly JsonSerializerOptions StrictJson = Make(JsonUnmappedMemberHandling.Disallow);

    /// <summary>Sets the conventions on options that somebody else owns.</summary>
    public static void Apply(JsonSerializerOptions options, JsonUnmappedMemberHandling unknown)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DictionaryKeyPolicy = null;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.UnmappedMemberHandling = unknown;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.Converters.Add(new InstantJsonConverter());
    }

    private static JsonSerializerOptions Make(JsonUnmappedMemberHandling unknown)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Apply(options, unknown);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}

/// <summary>Instants as RFC 3339 in UTC with exactly three decimals of a second: <c>2026-11-24T04:30:00.000Z</c>.</summary>
public sealed class InstantJsonConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var value)
            ? value
            : throw new JsonException("a time is RFC 3339 text, such as 2026-11-24T04:30:00.000Z");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>A page of a list, newest first. <see cref="NextCursor"/> is null on the last page.</summary>
public sealed record Page<T>(IReadOnlyList<T> Data, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? NextCursor);
