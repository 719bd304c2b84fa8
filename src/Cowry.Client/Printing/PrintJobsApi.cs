using Cowry.Client.Http;

namespace Cowry.Client.Printing;

public sealed record PrintJobFilter
{
    public string? Store { get; init; }

    public string? Payment { get; init; }

    public PrintJobStatus? Status { get; init; }
}

/// <summary><c>/v1/print_jobs</c>.</summary>
public sealed class PrintJobsApi
{
    private readonly ApiConnection _api;

    internal PrintJobsApi(ApiConnection api) => _api = api;

    public Task<PrintJob> CreateAsync(CreatePrintJob job, string? idempotencyKey = null, CancellationToken cancellation = default) =>
        _api.PostAsync<PrintJob>("v1/print_jobs", job, idempotencyKey, cancellation);

    public Task<PrintJob> GetAsync(string id, CancellationToken cancellation = default) => _api.GetAsync<PrintJob>(Path(id), cancellation);

    /// <summary>Newest first.</summary>
    public IAsyncEnumerable<PrintJob> ListAsync(PrintJobFilter? filter = null, CancellationToken cancellation = default) =>
        _api.ListAsync<PrintJob>(page => Path(filter, page), cancellation);

    public Task<Page<PrintJob>> GetPageAsync(PrintJobFilter? filter, PageRequest page, CancellationToken cancellation = default) =>
        _api.GetAsync<Page<PrintJob>>(Path(filter, page), cancellation);

    /// <summary>Prints the same document again, marked as a copy: a job of its own.</summary>
    public Task<PrintJob> ReprintAsync(string id, string? idempotencyKey = null, CancellationToken cancellation = default) =>
        _api.PostAsync<PrintJob>(Path(id) + "/reprint", null, idempotencyKey, cancellation);

    /// <summary>The paper as a PNG.</summary>
    public Task<byte[]> GetPreviewPngAsync(string id, CancellationToken cancellation = default) =>
        _api.GetBytesAsync(Path(id) + "/preview.png", cancellation);

    private static string Path(string id) => "v1/print_jobs/" + Uri.EscapeDataString(id);

    private static string Path(PrintJobFilter? filter, PageRequest page) => new Query("v1/print_jobs")
        .Add("store", filter?.Store)
        .Add("payment", filter?.Payment)
        .AddWord("status", filter?.Status)
        .Add("limit", page.Limit)
        .Add("cursor", page.Cursor)
        .ToString();
}
