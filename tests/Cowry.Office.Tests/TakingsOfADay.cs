using Cowry.Client.Payments;
using Cowry.Office.Payments;
using Cowry.Office.Today;
using Shouldly;
using Xunit;

namespace Cowry.Office.Tests;

public sealed class TakingsOfADay
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Fact]
    public void Sum_count_average_and_hours_are_those_of_the_stores_clock()
    {
        var takings = new Takings([Paid("2026-11-24T04:30:00Z", 1000), Paid("2026-11-24T04:59:59Z", 501), Paid("2026-11-24T06:00:00Z", 0, 0)], Shanghai);

        takings.Sum.ShouldBe(1501);
        takings.Count.ShouldBe(3);
        takings.Average.ShouldBe(500, "500.33 rounds down");
        takings.Hours().ShouldBe([(12, 1501L)]);
        takings.Share(1501).ShouldBe(100);
    }

    [Fact]
    public void What_was_given_back_is_not_taken() =>
        new Takings([Paid("2026-11-24T04:30:00Z", 1000, 400)], Shanghai).Sum.ShouldBe(600);

    [Fact]
    public void A_day_without_payments_has_no_average()
    {
        var takings = new Takings([], Shanghai);

        takings.Average.ShouldBeNull();
        takings.Hours().ShouldBeEmpty();
    }

    [Fact]
    public void A_day_begins_at_the_stores_midnight_and_where_there_is_none_at_the_first_minute_that_is()
    {
        Days.Start(new DateOnly(2026, 11, 24), Shanghai).ShouldBe(new DateTimeOffset(2026, 11, 23, 16, 0, 0, TimeSpan.Zero));

        // Cairo's clocks skip from 0:00 to 1:00 on the last Friday of April.
        var cairo = TimeZoneInfo.FindSystemTimeZoneById("Africa/Cairo");
        Days.Start(new DateOnly(2026, 4, 24), cairo).ShouldBe(new DateTimeOffset(2026, 4, 24, 1, 0, 0, TimeSpan.FromHours(3)));
    }

    private static Payment Paid(string at, long amount, long refunded = 0) => new()
    {
        Id = "pay_1",
        CreatedAt = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture),
        SucceededAt = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture),
        Store = "sto_1",
        Amount = amount,
        AmountRefunded = refunded,
        Method = PaymentMethod.WechatPay,
        Flow = PaymentFlow.ShowQr,
        Status = PaymentStatus.Succeeded,
        Number = "1124-0001",
    };
}
