using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cowry.Primitives;

/// <summary>
/// An amount of renminbi in whole fen (1/100 yuan). It may be negative where a difference is meant; ledger postings and payments never are.
/// Every operation is checked: an overflow throws <see cref="OverflowException"/> instead of wrapping. On the wire it is the bare integer.
/// </summary>
[JsonConverter(typeof(MoneyJsonConverter))]
public readonly record struct Money(long Fen) : IComparable<Money>
{
    public static Money Zero => default;

    public bool IsZero => Fen == 0;

    public bool IsPositive => Fen > 0;

    public static Money operator +(Money a, Money b) => new(checked(a.Fen + b.Fen));

    public static Money operator -(Money a, Money b) => new(checked(a.Fen - b.Fen));

    public static Money operator -(Money a) => new(checked(-a.Fen));

    public static Money operator *(Money a, int times) => new(checked(a.Fen * times));

    public static bool operator <(Money a, Money b) => a.Fen < b.Fen;

    public static bool operator >(Money a, Money b) => a.Fen > b.Fen;

    public static bool operator <=(Money a, Money b) => a.Fen <= b.Fen;

    public static bool operator >=(Money a, Money b) => a.Fen >= b.Fen;

    public int CompareTo(Money other) => Fen.CompareTo(other.Fen);

    /// <summary>Yuan with exactly two decimals and no grouping, independent of culture: <c>12.50</c>, <c>-0.05</c>.</summary>
    public override string ToString()
    {
        var magnitude = Fen == long.MinValue ? 9223372036854775808UL : (ulong)Math.Abs(Fen);
        return string.Create(CultureInfo.InvariantCulture, $"{(Fen < 0 ? "-" : "")}{magnitude / 100}.{magnitude % 100:00}");
    }
}

/// <summary>Reads and writes <see cref="Money"/> as an integer of fen; a fraction or a string is an error, never rounded.</summary>
public sealed class MoneyJsonConverter : JsonConverter<Money>
{
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var fen)
            ? new Money(fen)
            : throw new JsonException("an amount is a whole number of fen");

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Fen);
}
