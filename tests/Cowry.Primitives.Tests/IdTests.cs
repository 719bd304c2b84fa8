using CsCheck;
using Shouldly;
using Xunit;

namespace Cowry.Primitives.Tests;

public sealed class IdTests
{
    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Gen<DateTimeOffset> Moments = Gen.Long[0, 100L * 365 * 24 * 3600 * 1000].Select(ms => Start.AddMilliseconds(ms));

    [Fact]
    public void What_is_made_can_be_read_back() => Moments.Sample(now =>
    {
        var made = Id.New<PaymentId>(now);
        made.Value.ShouldStartWith("pay_");
        Id.TryParse<PaymentId>(made.Value, out var read).ShouldBeTrue();
        read.ShouldBe(made);
    });

    [Fact]
    public void Ids_sort_by_the_millisecond_they_were_made_in() => Gen.Select(Moments, Moments).Sample((a, b) =>
    {
        if (a.ToUnixTimeMilliseconds() == b.ToUnixTimeMilliseconds())
            return;
        var order = string.CompareOrdinal(Id.New<PaymentId>(a).Value, Id.New<PaymentId>(b).Value);
        Math.Sign(order).ShouldBe(a.CompareTo(b));
    });

    [Fact]
    public void Ids_of_one_moment_differ() =>
        Enumerable.Range(0, 10_000).Select(_ => Id.New<PaymentId>(Start)).Distinct().Count().ShouldBe(10_000);

    [Fact]
    public void Every_kind_has_a_prefix_of_its_own()
    {
        var prefixes = typeof(PaymentId).Assembly.GetExportedTypes()
            .Where(type => type.IsValueType && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>)))
            .Select(type => (string)type.GetProperty("Prefix")!.GetValue(null)!)
            .ToList();

        prefixes.Count.ShouldBeGreaterThan(5);
        prefixes.Distinct(StringComparer.Ordinal).Count().ShouldBe(prefixes.Count);
        prefixes.ShouldAllBe(prefix => prefix.Length == 4 && prefix.EndsWith('_'));
    }

    [Fact]
    public void Another_kinds_id_is_not_read() =>
        Id.TryParse<StoreId>(Id.New<PaymentId>(Start).Value, out _).ShouldBeFalse();

    [Fact]
    public void Only_the_canonical_spelling_is_read() => Gen.Select(Gen.Int[4, 29], Gen.Char.AlphaNumeric).Sample((at, letter) =>
    {
        var text = Id.New<PaymentId>(Start).Value.ToCharArray();
        text[at] = letter;
        var valid = Digits.Contains(letter, StringComparison.Ordinal) && (at > 4 || letter <= '7');
        Id.TryParse<PaymentId>(new string(text), out _).ShouldBe(valid);
    });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("pay_")]
    [InlineData("01kb00000000000000000000000000")]
    [InlineData("PAY_01kb0000000000000000000000")]
    [InlineData("pay_01KB0000000000000000000000")]
    [InlineData("pay_81kb0000000000000000000000")]
    [InlineData("pay_01kb000000000000000000000")]
    [InlineData("pay_01kb00000000000000000000000")]
    [InlineData("pay_01kb000000000000000000000\n")]
    public void Anything_else_is_not_an_id(string? text) => Id.TryParse<PaymentId>(text, out _).ShouldBeFalse();
}
