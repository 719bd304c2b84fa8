using System.Text;
using Cowry.Connectors.WeChatPay;
using CsCheck;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.WeChatPay;

/// <summary>What we call an order is fitted into WeChat's field, whatever it holds.</summary>
public sealed class OrderTexts
{
    [Theory]
    [InlineData("牛肉面", "牛肉面")]
    [InlineData("🍜 牛肉面 🥟", "牛肉面")]
    [InlineData("👨‍👩‍👧", "小面馆")]
    [InlineData("☕️咖啡", "☕咖啡")]
    [InlineData("a\nb\tc\u0000", "abc")]
    [InlineData("", "小面馆")]
    [InlineData("𠮷野家", "野家")]
    public void Emoji_and_control_characters_go(string text, string expected) =>
        OrderText.Description(text, "小面馆").ShouldBe(expected);

    [Fact]
    public void Without_any_text_there_still_is_one() => OrderText.Description("🍜", null).ShouldNotBeEmpty();

    [Fact]
    public void Any_text_becomes_one_that_WeChat_takes() => Gen.String.Sample(text =>
    {
        var fitted = OrderText.Description(text, null);

        fitted.Length.ShouldBeGreaterThan(0);
        Encoding.UTF8.GetByteCount(fitted).ShouldBeLessThanOrEqualTo(127);
        fitted.EnumerateRunes().ShouldAllBe(rune => rune.Utf8SequenceLength < 4 && rune.Value != 0xFFFD);
    });

    [Fact]
    public void A_long_text_is_cut_between_characters()
    {
        var fitted = OrderText.Description(new string('面', 60), null);

        fitted.ShouldBe(new string('面', 42));
    }

    [Fact]
    public void Times_are_told_in_Beijing() =>
        OrderText.Time(new DateTimeOffset(2018, 6, 8, 2, 34, 56, 789, TimeSpan.Zero)).ShouldBe("2018-06-08T10:34:56+08:00");
}
