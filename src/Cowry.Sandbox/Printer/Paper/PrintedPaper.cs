using System.Text.Json;
using System.Text.Json.Serialization;
using Cowry.Primitives;

namespace Cowry.Sandbox.Printer.Paper;

internal readonly record struct PaperId(string Value) : IId<PaperId>
{
    public static string Prefix => "ppr_";

    public static PaperId From(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>A finished piece of paper as it is kept and as programs see it.</summary>
internal sealed record PrintedPaper
{
    public required string Id { get; init; }

    /// <summary>When it was cut, UTC.</summary>
    [JsonConverter(typeof(MillisecondsConverter))]
    public required DateTimeOffset At { get; init; }

    /// <summary>What can be read on it, line by line; codes as <c>[QR:…]</c> and <c>[BARCODE:…]</c>, pictures as <c>[IMAGE]</c>.</summary>
    public required string Text { get; init; }

    /// <summary>Address of the picture of the paper; filled in where it is answered.</summary>
    public string? Png { get; init; }

    /// <summary><c>full</c>, <c>partial</c>, or null when it was torn off without a cut.</summary>
    public string? Cut { get; init; }

    /// <summary>Whether the cash drawer was kicked open with it.</summary>
    public bool Drawer { get; init; }

    public int Beeps { get; init; }

    /// <summary>Paper width in millimetres.</summary>
    public int Width { get; init; }

    /// <summary>Length in dots of 1/8 mm.</summary>
    public int Length { get; init; }

    /// <summary>Lines that were too long, so that the printer broke them where it had to.</summary>
    public int WrappedLines { get; init; }

    public IReadOnlyList<PaperWarning> Warnings { get; init; } = [];
}

/// <summary>RFC 3339 UTC with milliseconds.</summary>
internal sealed class MillisecondsConverter : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString(Format, System.Globalization.CultureInfo.InvariantCulture));
}
