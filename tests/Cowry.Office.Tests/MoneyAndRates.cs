using CsCheck;
using Cowry.Office.Words;
using Shouldly;
using Xunit;

namespace Cowry.Office.Tests;

public sealed class MoneyAndRates
{
    [Theory]
    [InlineData("0.6", 6000)]
    [InlineData("0.38", 3800)]
    [InlineData(" 0.6 % ", 6000)]
    [InlineData("0.6％", 6000)]
    [InlineData("0", 0)]
    [InlineData("1", 10_000)]
    [InlineData("0.0001", 1)]
    [InlineData("100", 1_000_000)]
    public void A_rate_is_read_to_the_millionth(string typed, int ppm)
    {
        RatePercent.TryParse(typed, out var read).ShouldBeTrue();
        read.ShouldBe(ppm);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("-0.6")]
    [InlineData("0,6")]
    [InlineData(".6")]
    [InlineData("0.")]
    [InlineData("0.00001")]
    [InlineData("100.1")]
    [InlineData("1e3")]
    [InlineData("abc")]
    [InlineData("９")]
    public void What_is_no_rate_is_refused(string? typed) => RatePercent.TryParse(typed, out _).ShouldBeFalse();

    [Fact]
    public void Every_rate_comes_back_from_its_own_text() => Gen.Int[0, 1_000_000].Sample(ppm =>
        RatePercent.TryParse(RatePercent.Format(ppm), out var back) && back == ppm);

    [Theory]
    [InlineData(0, "¥0.00")]
    [InlineData(1250, "¥12.50")]
    [InlineData(99_999, "¥999.99")]
    [InlineData(100_000, "¥1,000.00")]
    [InlineData(123_456_789, "¥1,234,567.89")]
    [InlineData(-100_005, "-¥1,000.05")]
    public void Money_is_shown_in_yuan(long fen, string shown) => Show.Money(fen).ShouldBe(shown);
}
