namespace Cowry.Domain.Payments;

/// <summary>Where a payment stands. <c>Closed</c> and <c>Failed</c> are not the last word: money that arrives later still makes it succeed.</summary>
public enum PaymentStatus
{
    Pending,
    Succeeded,
    Closed,
    Failed,
}

/// <summary>What the gateway is known to say about a payment, by whichever way we heard it.</summary>
public enum PaymentFact
{
    /// <summary>The payer's money has moved.</summary>
    Paid,

    /// <summary>The gateway will not take money for this number any more.</summary>
    Closed,

    /// <summary>The gateway refused the payment and never opened it.</summary>
    Refused,
}

/// <summary>What a fact does to a payment.</summary>
public enum PaymentStep
{
    /// <summary>Nothing new: the fact is known already, or is overtaken by the money.</summary>
    Nothing,
    Succeed,

    /// <summary>The money is real, but it came after we gave up: the payment succeeds and says that it was late.</summary>
    SucceedLate,
    Close,
    Fail,
}

/// <summary>The one table of what can happen to a payment. Every way in (notification, poll, query, close) ends here.</summary>
public static class PaymentState
{
    public static PaymentStep On(PaymentStatus status, PaymentFact fact) => (status, fact) switch
    {
        (PaymentStatus.Pending, PaymentFact.Paid) => PaymentStep.Succeed,
        (PaymentStatus.Pending, PaymentFact.Closed) => PaymentStep.Close,
        (PaymentStatus.Pending, PaymentFact.Refused) => PaymentStep.Fail,

        (PaymentStatus.Closed, PaymentFact.Paid) => PaymentStep.SucceedLate,
        (PaymentStatus.Closed, PaymentFact.Closed) => PaymentStep.Nothing,
        (PaymentStatus.Closed, PaymentFact.Refused) => PaymentStep.Nothing,

        (PaymentStatus.Failed, PaymentFact.Paid) => PaymentStep.SucceedLate,
        (PaymentStatus.Failed, PaymentFact.Closed) => PaymentStep.Nothing,
        (PaymentStatus.Failed, PaymentFact.Refused) => PaymentStep.Nothing,

        (PaymentStatus.Succeeded, PaymentFact.Paid) => PaymentStep.Nothing,
        (PaymentStatus.Succeeded, PaymentFact.Closed) => PaymentStep.Nothing,
        (PaymentStatus.Succeeded, PaymentFact.Refused) => PaymentStep.Nothing,

        _ => throw new ArgumentOutOfRangeException(nameof(fact), (status, fact), "not a status and a fact of a payment"),
    };
}
