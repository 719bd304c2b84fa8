using CsCheck;
using Shouldly;
using Xunit;

namespace Cowry.Domain.Payments;

public sealed class PaymentStateTests
{
    private static readonly Gen<PaymentFact[]> Stories = Gen.Enum<PaymentFact>().Array[1, 12];

    public static TheoryData<PaymentStatus, PaymentFact, PaymentStep> Table => new()
    {
        { PaymentStatus.Pending, PaymentFact.Paid, PaymentStep.Succeed },
        { PaymentStatus.Pending, PaymentFact.Closed, PaymentStep.Close },
        { PaymentStatus.Pending, PaymentFact.Refused, PaymentStep.Fail },
        { PaymentStatus.Succeeded, PaymentFact.Paid, PaymentStep.Nothing },
        { PaymentStatus.Succeeded, PaymentFact.Closed, PaymentStep.Nothing },
        { PaymentStatus.Succeeded, PaymentFact.Refused, PaymentStep.Nothing },
        { PaymentStatus.Closed, PaymentFact.Paid, PaymentStep.SucceedLate },
        { PaymentStatus.Closed, PaymentFact.Closed, PaymentStep.Nothing },
        { PaymentStatus.Closed, PaymentFact.Refused, PaymentStep.Nothing },
        { PaymentStatus.Failed, PaymentFact.Paid, PaymentStep.SucceedLate },
        { PaymentStatus.Failed, PaymentFact.Closed, PaymentStep.Nothing },
        { PaymentStatus.Failed, PaymentFact.Refused, PaymentStep.Nothing },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Does_what_the_table_says(PaymentStatus status, PaymentFact fact, PaymentStep step) =>
        PaymentState.On(status, fact).ShouldBe(step);

    [Fact]
    public void The_table_here_names_every_status_with_every_fact() =>
        Table.Count.ShouldBe(Enum.GetValues<PaymentStatus>().Length * Enum.GetValues<PaymentFact>().Length);

    [Fact]
    public void A_status_or_fact_that_is_none_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => PaymentState.On((PaymentStatus)99, PaymentFact.Paid));
        Should.Throw<ArgumentOutOfRangeException>(() => PaymentState.On(PaymentStatus.Pending, (PaymentFact)99));
    }

    [Fact]
    public void Money_is_never_lost_and_never_appears_from_nothing() => Stories.Sample(story =>
    {
        var (end, _) = Follow(story);
        (end == PaymentStatus.Succeeded).ShouldBe(story.Contains(PaymentFact.Paid));
    });

    [Fact]
    public void A_payment_is_credited_at_most_once() => Stories.Sample(story =>
        Follow(story).Steps.Count(step => step is PaymentStep.Succeed or PaymentStep.SucceedLate) == (story.Contains(PaymentFact.Paid) ? 1 : 0));

    [Fact]
    public void Hearing_the_same_twice_changes_nothing() => Stories.Sample(story =>
    {
        var twice = story.SelectMany(fact => new[] { fact, fact }).ToArray();
        Follow(twice).End.ShouldBe(Follow(story).End);
        Follow(twice).Steps.Where(step => step != PaymentStep.Nothing).ShouldBe(Follow(story).Steps.Where(step => step != PaymentStep.Nothing));
    });

    [Fact]
    public void It_is_late_exactly_when_it_had_ended_before_the_money_came() => Stories.Sample(story =>
    {
        var late = Follow(story).Steps.Contains(PaymentStep.SucceedLate);
        late.ShouldBe(story.Contains(PaymentFact.Paid) && story[0] != PaymentFact.Paid);
    });

    private static (PaymentStatus End, List<PaymentStep> Steps) Follow(PaymentFact[] story)
    {
        var status = PaymentStatus.Pending;
        List<PaymentStep> steps = [];
        foreach (var fact in story)
        {
            var step = PaymentState.On(status, fact);
            steps.Add(step);
            status = step switch
            {
                PaymentStep.Succeed or PaymentStep.SucceedLate => PaymentStatus.Succeeded,
                PaymentStep.Close => PaymentStatus.Closed,
                PaymentStep.Fail => PaymentStatus.Failed,
                _ => status,
            };
        }

        return (status, steps);
    }
}
