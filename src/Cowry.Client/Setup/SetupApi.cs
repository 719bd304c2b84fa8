using Cowry.Client.Http;

namespace Cowry.Client.Setup;

/// <summary><c>/v1/setup</c>: for an empty system, without a token.</summary>
public sealed class SetupApi
{
    private readonly ApiConnection _api;

    internal SetupApi(ApiConnection api) => _api = api;

    public Task<SetupState> GetAsync(CancellationToken cancellation = default) => _api.GetAsync<SetupState>("v1/setup", cancellation);

    public Task<SetupResult> SetUpAsync(SetUpMerchant merchant, string? idempotencyKey = null, CancellationToken cancellation = default) =>
        _api.PostAsync<SetupResult>("v1/setup", merchant, idempotencyKey, cancellation);
}
