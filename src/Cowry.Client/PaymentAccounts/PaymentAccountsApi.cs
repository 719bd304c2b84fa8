using Cowry.Client.Http;

namespace Cowry.Client.PaymentAccounts;

/// <summary><c>/v1/payment_accounts</c>: a merchant's own gateway credentials.</summary>
public sealed class PaymentAccountsApi
{
    private readonly ApiConnection _api;

    internal PaymentAccountsApi(ApiConnection api) => _api = api;

    public Task<PaymentAccount> CreateAsync(CreatePaymentAccount account, string? idempotencyKey = null, CancellationToken cancellation = default) =>
        _api.PostAsync<PaymentAccount>("v1/payment_accounts", account, idempotencyKey, cancellation);

    public Task<PaymentAccount> GetAsync(string id, CancellationToken cancellation = default) => _api.GetAsync<PaymentAccount>(Path(id), cancellation);

    public IAsyncEnumerable<PaymentAccount> ListAsync(CancellationToken cancellation = default) =>
        _api.ListAsync<PaymentAccount>(Path, cancellation);

    public Task<Page<PaymentAccount>> GetPageAsync(PageRequest page, CancellationToken cancellation = default) =>
        _api.GetAsync<Page<PaymentAccount>>(Path(page), cancellation);

    public Task<PaymentAccount> UpdateAsync(
        string id, UpdatePaymentAccount change, string? idempotencyKey = null, CancellationToken cancellation = default) =>
        _api.PatchAsync<PaymentAccount>(Path(id), change, idempotencyKey, cancellation);

    /// <summary>Talks to the gateway with the stored credentials and says what is wrong with them. No money moves.</summary>
    public Task<PaymentAccountCheck> CheckAsync(string id, string? idempotencyKey = null, CancellationToken cancellation = default) =>
        _api.PostAsync<PaymentAccountCheck>(Path(id) + "/check", null, idempotencyKey, cancellation);

    private static string Path(string id) => "v1/payment_accounts/" + Uri.EscapeDataString(id);

    private static string Path(PageRequest page) =>
        new Query("v1/payment_accounts").Add("limit", page.Limit).Add("cursor", page.Cursor).ToString();
}
