using Cowry.Client.Http;

namespace Cowry.Client.Stores;

/// <summary><c>/v1/stores</c>.</summary>
public sealed class StoresApi
{
    private readonly ApiConnection _api;

    internal StoresApi(ApiConnection api) => _api = api;

    public Task<Store> CreateAsync(CreateStore store, string? idempotencyKey = null, CancellationToken cancellation = default) =>
        _api.PostAsync<Store>("v1/stores", store, idempotencyKey, cancellation);

    public Task<Store> GetAsync(string id, CancellationToken cancellation = default) => _api.GetAsync<Store>(Path(id), cancellation);

    public IAsyncEnumerable<Store> ListAsync(CancellationToken cancellation = default) => _api.ListAsync<Store>(Path, cancellation);

    public Task<Page<Store>> GetPageAsync(PageRequest page, CancellationToken cancellation = default) =>
        _api.GetAsync<Page<Store>>(Path(page), cancellation);

    public Task<Store> UpdateAsync(string id, UpdateStore change, string? idempotencyKey = null, CancellationToken cancellation = default) =>
        _api.PatchAsync<Store>(Path(id), change, idempotencyKey, cancellation);

    private static string Path(string id) => "v1/stores/" + Uri.EscapeDataString(id);

    private static string Path(PageRequest page) => new Query("v1/stores").Add("limit", page.Limit).Add("cursor", page.Cursor).ToString();
}
