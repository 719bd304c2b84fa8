using Cowry.Connectors.UnionPay;
using CsCheck;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.UnionPay;

/// <summary>Times without zone and without year.</summary>
public sealed class WireTimes
{
    [Fact]
    public void They_are_whole_seconds_in_Beijing() =>
        WireTime.Of(new DateTimeOffset(2026, 12, 31, 16, 0, 0, 999, TimeSpan.Zero)).ShouldBe("20270101000000");

    [Theory]
    [InlineData("2027-01-01T00:00:05+08:00", "1231235959", "2026-12-31T23:59:59+08:00")]
    [InlineData("2026-12-31T23:59:58+08:00", "0101000001", "2027-01-01T00:00:01+08:00")]
    [InlineData("2028-03-01T00:00:00+08:00", "0229235959", "2028-02-29T23:59:59+08:00")]
    [InlineData("2026-05-01T20:00:00+08:00", "0501200003", "2026-05-01T20:00:03+08:00")]
    public void A_year_is_found(string sentAt, string trace, string expected)
    {
        var read = WireTime.OfTrace(trace, DateTimeOffset.Parse(sentAt, null)).ShouldNotBeNull();

        read.ShouldBe(DateTimeOffset.Parse(expected, null));
        read.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1301000000")]
    [InlineData("0230000000")]
    [InlineData("0501240000")]
    [InlineData("05012000 3")]
    [InlineData("050120000")]
    [InlineData("20260501200003")]
    public void What_is_no_time_is_none(string? trace) =>
        WireTime.OfTrace(trace, new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero)).ShouldBeNull();

    [Fact]
    public void Any_moment_within_months_comes_back() => Gen.Select(Gen.Long[0, 2_000_000_000], Gen.Long[-10_000_000, 10_000_000]).Sample((seconds, apart) =>
    {
        var paid = DateTimeOffset.UnixEpoch.AddSeconds(seconds + 100_000_000);

        WireTime.Read(WireTime.Of(paid)).ShouldBe(paid);
        WireTime.OfTrace(WireTime.Of(paid)[4..], paid.AddSeconds(apart)).ShouldBe(paid);
    });
}
