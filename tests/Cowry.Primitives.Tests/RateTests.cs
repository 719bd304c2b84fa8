using CsCheck;
using Shouldly;
using Xunit;

namespace Cowry.Primitives.Tests;

public sealed class RateTests
{
    private static readonly Gen<Money> Payments = Gen.Long[0, 10_000_000_000].Select(fen => new Money(fen));
    private static readonly Gen<Rate> Rates = Gen.Int[0, Rate.One].Select(ppm => new Rate(ppm));

    /// <summary>The first two lines are WeChat Pay's own sample bill; the others sit on and beside the half fen.</summary>
    [Theory]
    [InlineData(390_000, 1, 0)]
    [InlineData(390_000, 3, 1)]
    [InlineData(6_000, 83, 0)]
    [InlineData(6_000, 84, 1)]
    [InlineData(6_000, 250, 2)]
    [InlineData(6_000, 1250, 8)]
    [InlineData(500_000, 1, 1)]
    [InlineData(0, 100_000_000, 0)]
    [InlineData(Rate.One, 1250, 1250)]
    public void Rounds_half_a_fen_up(int ppm, long fen, long fee) => new Rate(ppm).Of(new Money(fen)).ShouldBe(new Money(fee));

    [Fact]
    public void A_share_is_within_half_a_fen_of_the_exact_one() => Gen.Select(Rates, Payments).Sample((rate, amount) =>
    {
        var exact = (decimal)amount.Fen * rate.PartsPerMillion / Rate.One;
        var difference = rate.Of(amount).Fen - exact;
        difference.ShouldBeLessThanOrEqualTo(0.5m);
        difference.ShouldBeGreaterThan(-0.5m);
    });

    [Fact]
    public void A_share_is_never_more_than_the_whole_nor_less_than_nothing() => Gen.Select(Rates, Payments).Sample((rate, amount) =>
        rate.Of(amount) >= Money.Zero && rate.Of(amount) <= amount);

    [Fact]
    public void A_larger_amount_never_has_the_smaller_share() => Gen.Select(Rates, Payments, Payments).Sample((rate, a, b) =>
        a > b || rate.Of(a) <= rate.Of(b));

    [Fact]
    public void A_share_given_back_mirrors_the_share_taken() => Gen.Select(Rates, Payments).Sample((rate, amount) =>
        rate.Of(-amount) == -rate.Of(amount));
}
