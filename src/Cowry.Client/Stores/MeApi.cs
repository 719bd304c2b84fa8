using Cowry.Client.Http;

namespace Cowry.Client.Stores;

/// <summary><c>/v1/me</c>.</summary>
public sealed class MeApi
{
    private readonly ApiConnection _api;

    internal MeApi(ApiConnection api) => _api = api;

    public Task<Me> GetAsync(CancellationToken cancellation = default) => _api.GetAsync<Me>("v1/me", cancellation);
}
