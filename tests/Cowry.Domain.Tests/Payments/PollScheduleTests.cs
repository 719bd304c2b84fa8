using CsCheck;
using Shouldly;
using Xunit;

namespace Cowry.Domain.Payments;

public sealed class PollScheduleTests
{
    private static readonly TimeSpan QrLifetime = TimeSpan.FromMinutes(5);

    [Fact]
    public void The_first_question_comes_soon_after_the_code_is_shown() => PollSchedule.Next(0).ShouldBe(TimeSpan.FromSeconds(2));

    [Fact]
    public void It_never_asks_faster_again() => Gen.Int[0, 1000].Sample(polls => PollSchedule.Next(polls + 1) >= PollSchedule.Next(polls));

    [Fact]
    public void It_never_hammers_and_never_falls_asleep() => Gen.Int[-5, int.MaxValue].Sample(polls =>
        PollSchedule.Next(polls) >= TimeSpan.FromSeconds(2) && PollSchedule.Next(polls) <= TimeSpan.FromSeconds(30));

    [Fact]
    public void One_code_costs_few_questions()
    {
        var (asked, waited) = (0, TimeSpan.Zero);
        while ((waited += PollSchedule.Next(asked)) < QrLifetime)
            asked++;
        asked.ShouldBeInRange(10, 30);
    }

    [Fact]
    public void After_the_end_it_asks_ever_more_rarely_for_about_a_day()
    {
        PollSchedule.AfterTheEnd.ShouldBe(PollSchedule.AfterTheEnd.Order());
        PollSchedule.AfterTheEnd.Aggregate(TimeSpan.Zero, (sum, step) => sum + step).ShouldBeGreaterThan(TimeSpan.FromHours(24));
    }
}
