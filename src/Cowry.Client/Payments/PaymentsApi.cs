using Cowry.Client.Http;

namespace Cowry.Client.Payments;

/// <summary>Which payments: those made at or after <see cref="From"/> and before <see cref="To"/>.</summary>
public sealed record PaymentFilter
{
    public string? Store { get; init; }

    public PaymentStatus? Status { get; init; }

    public PaymentMethod? Method { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }
}

/// <summary><c>/v1/payments</c>.</summary>
public sealed class PaymentsApi
{
    private readonly ApiConnection _api;

    internal PaymentsApi(ApiConnection api) => _api = api;

    /// <summary>
    /// A gateway that refuses or says nothing does not throw: the payment is <c>failed</c>, or <c>pending</c> without a QR, and says why in its problem.
    /// </summary>
    public Task<Payment> CreateAsync(CreatePayment payment, string? idempotencyKey = null, CancellationToken cancellation = default) =>
        _api.PostAsync<Payment>("v1/payments", payment, idempotencyKey, cancellation);

    public Task<Payment> GetAsync(string id, CancellationToken cancellation = default) => _api.GetAsync<Payment>(Path(id), cancellation);

    /// <summary>Newest first.</summary>
    public IAsyncEnumerable<Payment> ListAsync(PaymentFilter? filter = null, CancellationToken cancellation = default) =>
        _api.ListAsync<Payment>(page => Path(filter, page), cancellation);

    public Task<Page<Payment>> GetPageAsync(PaymentFilter? filter, PageRequest page, CancellationToken cancellation = default) =>
        _api.GetAsync<Page<Payment>>(Path(filter, page), cancellation);

    /// <summary>Cancels a pending payment. It may come back succeeded: the customer was faster.</summary>
    public Task<Payment> CloseAsync(string id, string? idempotencyKey = null, CancellationToken cancellation = default) =>
        _api.PostAsync<Payment>(Path(id) + "/close", null, idempotencyKey, cancellation);

    /// <summary>The QR as a PNG, while the payment waits.</summary>
    public Task<byte[]> GetQrPngAsync(string id, CancellationToken cancellation = default) => _api.GetBytesAsync(Path(id) + "/qr.png", cancellation);

    private static string Path(string id) => "v1/payments/" + Uri.EscapeDataString(id);

    private static string Path(PaymentFilter? filter, PageRequest page) => new Query("v1/payments")
        .Add("store", filter?.Store)
        .AddWord("status", filter?.Status)
        .AddWord("method", filter?.Method)
        .Add("from", filter?.From)
        .Add("to", filter?.To)
        .Add("limit", page.Limit)
        .Add("cursor", page.Cursor)
        .ToString();
}
