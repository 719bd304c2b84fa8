using Cowry.Client.Http;

namespace Cowry.Client.Terminals;

/// <summary><c>/v1/terminals</c>.</summary>
public sealed class TerminalsApi
{
    private readonly ApiConnection _api;

    internal TerminalsApi(ApiConnection api) => _api = api;

    /// <summary>Approves the device that shows the code.</summary>
    public Task<Terminal> PairAsync(PairTerminal terminal, string? idempotencyKey = null, CancellationToken cancellation = default) =>
        _api.PostAsync<Terminal>("v1/terminals", terminal, idempotencyKey, cancellation);

    public Task<Terminal> GetAsync(string id, CancellationToken cancellation = default) => _api.GetAsync<Terminal>(Path(id), cancellation);

    public IAsyncEnumerable<Terminal> ListAsync(CancellationToken cancellation = default) => _api.ListAsync<Terminal>(Path, cancellation);

    public Task<Page<Terminal>> GetPageAsync(PageRequest page, CancellationToken cancellation = default) =>
        _api.GetAsync<Page<Terminal>>(Path(page), cancellation);

    public Task<Terminal> UpdateAsync(string id, UpdateTerminal change, string? idempotencyKey = null, CancellationToken cancellation = default) =>
        _api.PatchAsync<Terminal>(Path(id), change, idempotencyKey, cancellation);

    private static string Path(string id) => "v1/terminals/" + Uri.EscapeDataString(id);

    private static string Path(PageRequest page) => new Query("v1/terminals").Add("limit", page.Limit).Add("cursor", page.Cursor).ToString();
}
