namespace Cowry.Client.Payments;

public enum PaymentMethod
{
    WechatPay,
    Alipay,
    Unionpay,
    Cash,
    StoredValue,
    GroupVoucher,
}

/// <summary><c>show_qr</c>: the customer scans ours; <c>scan_code</c>: we scan the customer's; <c>page</c>: inside a wallet's browser; <c>direct</c>: cash, stored value.</summary>
public enum PaymentFlow
{
    ShowQr,
    ScanCode,
    Page,
    Direct,
}

public enum PaymentStatus
{
    Pending,
    Succeeded,
    Closed,
    Failed,
}

public enum FeeStatus
{
    Estimated,
    Final,
}

/// <summary>
/// Asks for a payment. <see cref="Amount"/> is in fen, 1 to 100,000,000. <see cref="Id"/> may be made by the caller (<c>pay_…</c>): asking again
/// with the same id and the same body answers the existing payment.
/// </summary>
public sealed record CreatePayment
{
    public string? Id { get; init; }

    public required string Store { get; init; }

    public required long Amount { get; init; }

    public string Currency { get; init; } = "CNY";

    public PaymentMethod? Method { get; init; }

    public required PaymentFlow Flow { get; init; }

    public string? Code { get; init; }

    public string? Order { get; init; }

    /// <summary>At most 127 characters; shown on the customer's bill and on the receipt.</summary>
    public string? Description { get; init; }

    /// <summary>Whether the receipt prints by itself once the payment succeeds; true when left out.</summary>
    public bool AutoPrint { get; init; } = true;
}

/// <summary>A payment. Amounts in fen, times in UTC.</summary>
public sealed record Payment
{
    public required string Id { get; init; }

    public string Object { get; init; } = "payment";

    public required DateTimeOffset CreatedAt { get; init; }

    public required string Store { get; init; }

    public string? Terminal { get; init; }

    public string? Staff { get; init; }

    public required long Amount { get; init; }

    public string Currency { get; init; } = "CNY";

    public required PaymentMethod Method { get; init; }

    public required PaymentFlow Flow { get; init; }

    public required PaymentStatus Status { get; init; }

    public string? Description { get; init; }

    public string? Order { get; init; }

    public long AmountRefunded { get; init; }

    public bool AutoPrint { get; init; } = true;

    /// <summary>The gateway's fee in fen, once it succeeded; see <see cref="FeeStatus"/>.</summary>
    public long? Fee { get; init; }

    public FeeStatus? FeeStatus { get; init; }

    /// <summary>Short number for people, unique within the store's day: <c>1124-0042</c>. Stands on the receipt.</summary>
    public required string Number { get; init; }

    public string? PaymentAccount { get; init; }

    /// <summary>Our number at the gateway.</summary>
    public string? GatewayNumber { get; init; }

    /// <summary>The gateway's own number, once paid.</summary>
    public string? GatewayTransaction { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? SucceededAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The money came after the payment was closed or had failed.</summary>
    public bool Late { get; init; }

    /// <summary>While the QR is open.</summary>
    public PaymentQr? Qr { get; init; }

    /// <summary>Why it failed or was closed, or why it is unsure now.</summary>
    public PaymentProblem? Problem { get; init; }
}

/// <summary><see cref="Content"/> is the text to draw; <see cref="Png"/> a path of this API that draws it.</summary>
public sealed record PaymentQr(string Content, string Png);

/// <summary>A stable code and a sentence for a person.</summary>
public sealed record PaymentProblem(string Code, string Message);
