using System.Text;
using Cowry.Connectors.UnionPay;
using CsCheck;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.UnionPay;

/// <summary>Both spellings of a message, as they should be and as an enemy writes them.</summary>
public sealed class MessagesAreParsed
{
    private static readonly Gen<string> Name = Gen.Char["abcdefghijklmnopqrstuvwxyzABCXYZ0123456789_"].Array[1, 12].Select(letters => new string(letters));

    private static readonly string[] Bracketed = ["{a=1&b=2}", "[0000000]", "{x={y=1&z=2}&w=[1&2]}", "[{\"a\":\"b&c\"}]", ""];

    /// <summary>Anything that an answer can carry: no bracket without its partner, no &amp; outside of brackets.</summary>
    private static readonly Gen<string> PlainValue =
        Gen.Char["abc019 =+/%-:,;.!\r\n\"'<>|成功（）？"].Array[0, 20].Select(letters => new string(letters));

    private static readonly Gen<string> Value = Gen.OneOf(
        PlainValue,
        Gen.Select(PlainValue, Gen.Int[0, Bracketed.Length - 1].Select(index => Bracketed[index]), PlainValue)
            .Select((before, bracketed, after) => before + bracketed + after));

    private static readonly Gen<Dictionary<string, string>> Fields =
        Gen.Dictionary(Name, Value)[1, 12];

    [Fact]
    public void Whatever_is_well_formed_comes_back_as_an_answer() =>
        Fields.Sample(fields =>
        {
            var read = MessageParser.TryReadAnswer(Encoding.UTF8.GetBytes(SmallUnionPay.Body(fields))).ShouldNotBeNull();

            read.Fields.ShouldBe(fields, ignoreOrder: true);
            read.SignedText().ShouldBe(SmallUnionPay.TextOf(fields));
        });

    [Fact]
    public void Whatever_is_well_formed_comes_back_in_braces() => Fields.Sample(fields =>
        MessageParser.TryReadAnswer(Encoding.UTF8.GetBytes($"{{{SmallUnionPay.Body(fields)}}}\n")).ShouldNotBeNull()
            .Fields.ShouldBe(fields, ignoreOrder: true));

    [Fact]
    public void Whatever_is_well_formed_comes_back_as_a_form() => Fields.Sample(fields =>
        MessageParser.TryReadForm(SmallUnionPay.Form(fields)).ShouldNotBeNull().Fields.ShouldBe(fields, ignoreOrder: true));

    [Fact]
    public void No_bytes_make_a_parser_stumble() => Gen.OneOf(
        Gen.Byte.Array[0, 200],
        Gen.Char["{}[]&=%+a0æ"].Select(letter => (byte)letter).Array[0, 60])
        .Sample(bytes =>
        {
            foreach (var message in new[] { MessageParser.TryReadAnswer(bytes), MessageParser.TryReadForm(bytes) })
            {
                // What is read can be written and read again: nobody can hide a field from the one who signs or from the one who reads.
                if (message is not null)
                {
                    MessageParser.TryReadAnswer(Encoding.UTF8.GetBytes(message.ToString()))!.Fields
                        .ShouldBe(message.Fields, ignoreOrder: true);
                }
            }
        }, iter: 20_000);

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("a")]
    [InlineData("=1")]
    [InlineData("a=1&")]
    [InlineData("&a=1")]
    [InlineData("a=1&&b=2")]
    [InlineData("a=1&b")]
    [InlineData("a=1&a=2")]
    [InlineData("a=1&a=1")]
    [InlineData("a b=1")]
    [InlineData("<html><a href='?x=1&y=2'>")]
    [InlineData("a={1&b=2")]
    [InlineData("a=[1&b=2")]
    [InlineData("a={[}&b=2")]
    [InlineData("{\"respCode\":\"00\"}")]
    [InlineData("签=1")]
    public void What_is_no_message_is_none(string text) => MessageParser.TryReadAnswer(Encoding.UTF8.GetBytes(text)).ShouldBeNull();

    [Theory]
    [InlineData("a=%")]
    [InlineData("a=%4")]
    [InlineData("a=%zz")]
    [InlineData("a=%E6%88")]
    [InlineData("a=%ff")]
    [InlineData("a=1&a=2")]
    [InlineData("a=1&%61=2")]
    [InlineData("a=1%26b%3D2")]
    [InlineData("a=%7B1&b=2%7D")]
    [InlineData("a=%7B1")]
    [InlineData("a%3D=1%26c")]
    [InlineData("")]
    public void What_could_be_read_in_two_ways_is_no_notification(string text) =>
        MessageParser.TryReadForm(Encoding.UTF8.GetBytes(text)).ShouldBeNull();

    [Fact]
    public void Bytes_that_are_no_utf8_are_none()
    {
        MessageParser.TryReadAnswer([(byte)'a', (byte)'=', 0xB3, 0xC9]).ShouldBeNull();
        MessageParser.TryReadForm([(byte)'a', (byte)'=', 0xB3, 0xC9]).ShouldBeNull();
    }

    [Fact]
    public void A_plus_is_a_blank_in_a_form_and_a_plus_in_an_answer()
    {
        MessageParser.TryReadForm("a=1+%2B2"u8)!["a"].ShouldBe("1 +2");
        MessageParser.TryReadAnswer("a=1+%2B2"u8)!["a"].ShouldBe("1+%2B2");
    }

    [Fact]
    public void Fields_without_end_are_none()
    {
        var many = string.Join('&', Enumerable.Range(0, 100_000).Select(n => $"f{n}=1"));
        var deep = "a=" + new string('{', 100_000);

        MessageParser.TryReadAnswer(Encoding.UTF8.GetBytes(many)).ShouldBeNull();
        MessageParser.TryReadForm(Encoding.UTF8.GetBytes(many)).ShouldBeNull();
        MessageParser.TryReadAnswer(Encoding.UTF8.GetBytes(deep)).ShouldBeNull();
        MessageParser.TryReadAnswer(Encoding.UTF8.GetBytes(new string('n', 65) + "=1")).ShouldBeNull();
    }

    [Fact]
    public void An_empty_field_counts_as_absent()
    {
        var message = MessageParser.TryReadAnswer("a=&b=1&signature=x"u8)!;

        message["a"].ShouldBeNull();
        message.SignedText().ShouldBe("a=&b=1");
        message.SignedText(withEmptyFields: false).ShouldBe("b=1");
    }
}
