using CsCheck;
using Shouldly;
using Xunit;

namespace Cowry.Domain.Payments;

public sealed class GatewayNumberTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 23, 59, 59, TimeSpan.Zero);

    [Fact]
    public void Fits_every_gateway() => Gen.Long[0, 10L * 365 * 24 * 3600].Sample(seconds =>
    {
        var number = GatewayNumber.New(Start.AddSeconds(seconds));
        number.Length.ShouldBeInRange(8, 32);
        number.All(char.IsAsciiLetterOrDigit).ShouldBeTrue(number);
    });

    [Fact]
    public void Starts_with_the_day_in_utc()
    {
        GatewayNumber.New(Start).ShouldStartWith("261124");
        GatewayNumber.New(new DateTimeOffset(2026, 11, 25, 7, 0, 0, TimeSpan.FromHours(8))).ShouldStartWith("261124");
    }

    [Fact]
    public void Is_new_each_time() =>
        Enumerable.Range(0, 10_000).Select(_ => GatewayNumber.New(Start)).Distinct(StringComparer.Ordinal).Count().ShouldBe(10_000);
}
