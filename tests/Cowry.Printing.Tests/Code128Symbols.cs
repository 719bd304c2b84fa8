using Cowry.Printing.Layout;
using CsCheck;
using Shouldly;
using Xunit;

namespace Cowry.Printing.Tests;

public sealed class Code128Symbols
{
    [Theory]
    [InlineData("AB", "{BAB")]
    [InlineData("123456", "{C\u000C\"8")]
    [InlineData("A{B", "{BA{{B")]
    [InlineData("R20261124", "{BR{C\u0014\u001A\u000B\u0018")]
    [InlineData("12345", "{B1{C\u0017-")]
    public void Digits_are_packed_in_pairs_and_a_brace_is_doubled(string text, string data) =>
        string.Concat(Code128.Make(text)!.Data.Select(b => (char)b)).ShouldBe(data);

    [Theory]
    [InlineData("")]
    [InlineData("单号")]
    [InlineData("a\n")]
    public void What_it_cannot_say_is_no_code(string text) => Code128.Make(text).ShouldBeNull();

    /// <summary>"Wikipedia" in set B has the checksum 88, worked out by hand from the standard's weights.</summary>
    [Fact]
    public void The_checksum_is_weighted_by_position()
    {
        var bars = string.Concat(Code128.Make("Wikipedia")!.Bars().Select(bar => bar ? '1' : '0'));
        bars.ShouldStartWith("11010010000");
        bars.ShouldEndWith(PatternOf(88) + "1100011101011");
    }

    [Fact]
    public void Every_symbol_is_eleven_modules_wide_and_differs_from_all_others()
    {
        var symbols = Enumerable.Range(0, 106).Select(PatternOf).ToList();

        symbols.ShouldAllBe(symbol => symbol.Length == 11 && symbol[0] == '1' && symbol[10] == '0');
        symbols.Distinct().Count().ShouldBe(106);
        // The bars of every symbol have an even number of modules in all: the standard's parity.
        symbols.ShouldAllBe(symbol => symbol.Count(c => c == '1') % 2 == 0);
    }

    [Fact]
    public void The_bars_are_as_many_as_the_width_says() =>
        Gen.String[Gen.Char[' ', '~'], 1, 60].Sample(text =>
        {
            var code = Code128.Make(text)!;
            return code.Bars().Count() == code.Modules;
        });

    private static string PatternOf(int value) => string.Concat(Code128.PatternOf(value).Select(bar => bar ? '1' : '0'));
}
