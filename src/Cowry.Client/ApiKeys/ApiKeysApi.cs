using Cowry.Client.Http;

namespace Cowry.Client.ApiKeys;

/// <summary><c>/v1/api_keys</c>.</summary>
public sealed class ApiKeysApi
{
    private readonly ApiConnection _api;

    internal ApiKeysApi(ApiConnection api) => _api = api;

    /// <summary>The answer carries the secret; no later one does.</summary>
    public Task<ApiKey> CreateAsync(CreateApiKey key, string? idempotencyKey = null, CancellationToken cancellation = default) =>
        _api.PostAsync<ApiKey>("v1/api_keys", key, idempotencyKey, cancellation);

    public IAsyncEnumerable<ApiKey> ListAsync(CancellationToken cancellation = default) => _api.ListAsync<ApiKey>(Path, cancellation);

    public Task<Page<ApiKey>> GetPageAsync(PageRequest page, CancellationToken cancellation = default) =>
        _api.GetAsync<Page<ApiKey>>(Path(page), cancellation);

    /// <summary>The key stops working at once and stays in the list.</summary>
    public Task RevokeAsync(string id, string? idempotencyKey = null, CancellationToken cancellation = default) =>
        _api.DeleteAsync("v1/api_keys/" + Uri.EscapeDataString(id), idempotencyKey, cancellation);

    private static string Path(PageRequest page) => new Query("v1/api_keys").Add("limit", page.Limit).Add("cursor", page.Cursor).ToString();
}
