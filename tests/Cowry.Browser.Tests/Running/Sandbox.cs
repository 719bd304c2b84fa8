using System.Net.Http.Json;
using System.Text.Json;

namespace Cowry.Browser.Tests.Running;

/// <summary>The outside world of a test: customers' phones and the printer's paper, over the sandbox's HTTP.</summary>
internal sealed class Sandbox(string address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(address + "/") };

    public string Address { get; } = address;

    /// <summary>A customer scans that text and pays.</summary>
    public async Task PayAsync(string content)
    {
        using var answer = await _http.PostAsJsonAsync("phone/pay", new { user = "alice", content });
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"the phone could not pay {content}: {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Newest last or first as the printer keeps them; what can be read on each.</summary>
    public async Task<IReadOnlyList<string>> PapersAsync()
    {
        var papers = await _http.GetFromJsonAsync<JsonElement>("printer/papers?limit=200");
        return [.. papers.EnumerateArray().Select(paper => paper.GetProperty("text").GetString()!)];
    }

    public async Task ForgetPapersAsync()
    {
        using var answer = await _http.DeleteAsync(new Uri("printer/papers", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
    }

    public Task<JsonElement> ReadAsync(string path) => _http.GetFromJsonAsync<JsonElement>(path);

    /// <summary>Waits until so many papers have that text on them; all papers.</summary>
    public async Task<IReadOnlyList<string>> PapersWithAsync(string text, int count)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        IReadOnlyList<string> papers;
        while ((papers = await PapersAsync()).Count(paper => paper.Contains(text, StringComparison.Ordinal)) < count)
        {
            if (late.IsCancellationRequested)
                throw new TimeoutException($"not {count} papers with {text}, but these:{Environment.NewLine}{string.Join("\n---\n", papers)}");
            await tick.WaitForNextTickAsync();
        }

        return papers;
    }

    public void Dispose() => _http.Dispose();
}
