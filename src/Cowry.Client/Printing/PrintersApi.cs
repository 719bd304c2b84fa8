using Cowry.Client.Http;

namespace Cowry.Client.Printing;

/// <summary><c>/v1/printers</c>.</summary>
public sealed class PrintersApi
{
    private readonly ApiConnection _api;

    internal PrintersApi(ApiConnection api) => _api = api;

    public Task<Printer> CreateAsync(CreatePrinter printer, string? idempotencyKey = null, CancellationToken cancellation = default) =>
        _api.PostAsync<Printer>("v1/printers", printer, idempotencyKey, cancellation);

    public Task<Printer> GetAsync(string id, CancellationToken cancellation = default) => _api.GetAsync<Printer>(Path(id), cancellation);

    public IAsyncEnumerable<Printer> ListAsync(CancellationToken cancellation = default) => _api.ListAsync<Printer>(Path, cancellation);

    public Task<Page<Printer>> GetPageAsync(PageRequest page, CancellationToken cancellation = default) =>
        _api.GetAsync<Page<Printer>>(Path(page), cancellation);

    public Task<Printer> UpdateAsync(string id, UpdatePrinter change, string? idempotencyKey = null, CancellationToken cancellation = default) =>
        _api.PatchAsync<Printer>(Path(id), change, idempotencyKey, cancellation);

    /// <summary>Queues a test page.</summary>
    public Task<PrintJob> TestAsync(string id, string? idempotencyKey = null, CancellationToken cancellation = default) =>
        _api.PostAsync<PrintJob>(Path(id) + "/test", null, idempotencyKey, cancellation);

    /// <summary>Asks the device how it is; prints nothing.</summary>
    public Task<PrinterProbe> ProbeAsync(string id, string? idempotencyKey = null, CancellationToken cancellation = default) =>
        _api.PostAsync<PrinterProbe>(Path(id) + "/probe", null, idempotencyKey, cancellation);

    private static string Path(string id) => "v1/printers/" + Uri.EscapeDataString(id);

    private static string Path(PageRequest page) => new Query("v1/printers").Add("limit", page.Limit).Add("cursor", page.Cursor).ToString();
}
