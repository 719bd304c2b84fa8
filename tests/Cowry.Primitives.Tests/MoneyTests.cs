using System.Globalization;
using System.Text.Json;
using CsCheck;
using Shouldly;
using Xunit;

namespace Cowry.Primitives.Tests;

public sealed class MoneyTests
{
    private static readonly Gen<Money> Amounts = Gen.Long[-1_000_000_000_000, 1_000_000_000_000].Select(fen => new Money(fen));

    [Theory]
    [InlineData(0, "0.00")]
    [InlineData(1250, "12.50")]
    [InlineData(5, "0.05")]
    [InlineData(-5, "-0.05")]
    [InlineData(-100, "-1.00")]
    [InlineData(123456789, "1234567.89")]
    [InlineData(long.MaxValue, "92233720368547758.07")]
    [InlineData(long.MinValue, "-92233720368547758.08")]
    public void Is_written_as_yuan_with_two_decimals(long fen, string text) => new Money(fen).ToString().ShouldBe(text);

    [Fact]
    public void What_is_written_can_be_read_back_to_the_fen() => Amounts.Sample(money =>
        decimal.Parse(money.ToString(), CultureInfo.InvariantCulture) * 100 == money.Fen);

    [Fact]
    public void Is_written_the_same_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            new Money(123456).ToString().ShouldBe("1234.56");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Adds_and_takes_away_like_whole_numbers() => Gen.Select(Amounts, Amounts, Amounts).Sample((a, b, c) =>
    {
        (a + b).ShouldBe(b + a);
        ((a + b) + c).ShouldBe(a + (b + c));
        (a + b - b).ShouldBe(a);
        (a - a).ShouldBe(Money.Zero);
        (a + -a).ShouldBe(Money.Zero);
        (a * 3).ShouldBe(a + a + a);
    });

    [Fact]
    public void Is_ordered_like_its_fen() => Gen.Select(Amounts, Amounts).Sample((a, b) =>
    {
        (a < b).ShouldBe(a.Fen < b.Fen);
        (a >= b).ShouldBe(a.Fen >= b.Fen);
        Math.Sign(a.CompareTo(b)).ShouldBe(Math.Sign(a.Fen.CompareTo(b.Fen)));
    });

    [Fact]
    public void Never_wraps_around()
    {
        Should.Throw<OverflowException>(() => new Money(long.MaxValue) + new Money(1));
        Should.Throw<OverflowException>(() => new Money(long.MinValue) - new Money(1));
        Should.Throw<OverflowException>(() => new Money(long.MaxValue) * 2);
        Should.Throw<OverflowException>(() => -new Money(long.MinValue));
    }

    [Fact]
    public void Travels_as_a_bare_integer() => Amounts.Sample(money =>
    {
        var json = JsonSerializer.Serialize(money);
        json.ShouldBe(money.Fen.ToString(CultureInfo.InvariantCulture));
        JsonSerializer.Deserialize<Money>(json).ShouldBe(money);
    });

    [Theory]
    [InlineData("12.5")]
    [InlineData("1e400")]
    [InlineData("\"1250\"")]
    [InlineData("null")]
    [InlineData("9223372036854775808")]
    public void A_fraction_a_text_or_too_much_is_refused_not_rounded(string json) =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Money>(json));
}
