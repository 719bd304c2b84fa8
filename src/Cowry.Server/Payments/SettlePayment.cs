using Cowry.Client.Events;
using Cowry.Domain.Ledger;
using Cowry.Domain.Payments;
using Cowry.Primitives;
using Cowry.Server.Commands;

namespace Cowry.Server.Payments;

/// <summary>
/// The one place where a payment changes by what the gateway says, whichever way it was heard: notification, poll, query, the answer of a close.
/// The row is locked by the caller; a fact that is known already changes nothing, so money is credited once whatever the interleaving.
/// </summary>
internal static class SettlePayment
{
    /// <summary>Takes in how a payment stands at the gateway. Returns what that did.</summary>
    public static PaymentStep Heard(Work work, PaymentRow row, GatewayPayment heard)
    {
        switch (heard.State)
        {
            case GatewayPaymentState.Paid:
                return Paid(work, row, heard);
            case GatewayPaymentState.Closed:
                return Apply(work, row, PaymentFact.Closed);
            case GatewayPaymentState.Open:
            case GatewayPaymentState.NotFound:
                Clear(row);
                return PaymentStep.Nothing;
            default:
                throw new ArgumentOutOfRangeException(nameof(heard), heard.State, "not a state of a payment at a gateway");
        }
    }

    /// <summary>The gateway takes no more money for it, as we asked.</summary>
    public static PaymentStep Closed(Work work, PaymentRow row) => Apply(work, row, PaymentFact.Closed);

    /// <summary>Takes in the gateway's answer to the call that asks for a QR.</summary>
    public static void QrAnswered(Work work, PaymentRow row, GatewayAnswer<GatewayQr> answer)
    {
        if (row.Status != PaymentStatus.Pending)
            return;
        switch (answer)
        {
            case GatewayAnswer<GatewayQr>.Done(var qr):
                row.QrContent = qr.Content;
                Clear(row);
                Schedule(row, work.Now + PollSchedule.Next(row.Polls));
                break;
            case GatewayAnswer<GatewayQr>.Rejected(var code, var message):
                (row.ProblemCode, row.ProblemMessage) = (code, message);
                Apply(work, row, PaymentFact.Refused);
                break;
            case GatewayAnswer<GatewayQr>.Unknown(var code, var message):
                Unsure(row, code, message);
                row.Polls++;
                Schedule(row, work.Now + PollSchedule.Next(row.Polls));
                break;
        }
    }

    /// <summary>Nobody knows how it stands: said on the payment, and asked again later.</summary>
    public static void Unsure(PaymentRow row, string code, string message) => (row.ProblemCode, row.ProblemMessage) = (code, message);

    public static void Schedule(PaymentRow row, DateTimeOffset? due) => row.DueAt = due;

    private static PaymentStep Paid(Work work, PaymentRow row, GatewayPayment heard)
    {
        if (heard.Amount is { } amount && amount != row.Amount)
        {
            Unsure(row, "gateway_amount_mismatch", $"The gateway took {amount}, asked for were {row.Amount}. Look at the gateway's records.");
            return PaymentStep.Nothing;
        }

        if (row.Status == PaymentStatus.Succeeded)
            return PaymentStep.Nothing;
        row.GatewayTransaction = heard.Transaction;
        row.SucceededAt = heard.PaidAt ?? work.Now;
        return Apply(work, row, PaymentFact.Paid);
    }

    private static PaymentStep Apply(Work work, PaymentRow row, PaymentFact fact)
    {
        var step = PaymentState.On(row.Status, fact);
        switch (step)
        {
            case PaymentStep.Succeed:
            case PaymentStep.SucceedLate:
                Succeed(work, row, late: step == PaymentStep.SucceedLate);
                break;
            case PaymentStep.Close:
                row.Status = PaymentStatus.Closed;
                row.ClosedAt = work.Now;
                row.Polls = 0;
                Clear(row);
                Schedule(row, work.Now + PollSchedule.AfterTheEnd[0]);
                Announce(work, row, EventTypes.PaymentClosed);
                break;
            case PaymentStep.Fail:
                // A refusal may be of a repeated call whose first answer was lost: the gateway is still asked whether money came.
                row.Status = PaymentStatus.Failed;
                row.ClosedAt = work.Now;
                row.Polls = 0;
                Schedule(row, work.Now + PollSchedule.AfterTheEnd[0]);
                Announce(work, row, EventTypes.PaymentFailed);
                break;
            case PaymentStep.Nothing:
                break;
        }

        return step;
    }

    private static void Succeed(Work work, PaymentRow row, bool late)
    {
        row.Status = PaymentStatus.Succeeded;
        row.Late = late;
        row.Fee = new Rate(row.RatePpm).Of(row.Amount);
        Clear(row);
        Schedule(row, null);
        Announce(work, row, EventTypes.PaymentSucceeded, PaymentPostings.Succeeded(row.StoreId, row.AccountId, row.Amount, row.Fee.Value));
        if (late)
            Announce(work, row, EventTypes.PaymentLateSuccess);
    }

    private static void Announce(Work work, PaymentRow row, string type, IReadOnlyList<Posting>? postings = null) =>
        work.Append(row.StoreId.Value, type, PaymentWire.From(row, work.Now), postings);

    private static void Clear(PaymentRow row) => (row.ProblemCode, row.ProblemMessage) = (null, null);
}
