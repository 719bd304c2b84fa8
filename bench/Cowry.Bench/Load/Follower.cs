using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;

namespace Cowry.Bench.Load;

/// <summary>What a follower saw of a payment's success.</summary>
/// <param name="At">Moment of arrival, as <see cref="Stopwatch.GetTimestamp"/>.</param>
/// <param name="Transaction">The gateway's transaction number.</param>
internal readonly record struct Success(long At, string Transaction);

/// <summary>Follows one store's stream and tells who waits for a payment that it succeeded.</summary>
internal sealed class Follower : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<Success>> _waiting = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _end = new();
    private readonly HttpClient _http;
    private readonly Task _running;

    public Follower(string server, string key, string stream)
    {
        _http = new HttpClient { BaseAddress = new Uri(server), Timeout = Timeout.InfiniteTimeSpan };
        _running = RunAsync(key, stream);
    }

    public Task<Success> SucceededAsync(string payment) =>
        _waiting.GetOrAdd(payment, _ => new TaskCompletionSource<Success>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Forget(string payment) => _waiting.TryRemove(payment, out _);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running;
        _http.Dispose();
        _end.Dispose();
    }

    private async Task RunAsync(string key, string stream)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/events?stream={stream}&after=latest");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _end.Token);
            answer.EnsureSuccessStatusCode();
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(_end.Token));
            var succeeded = false;
            while (await reader.ReadLineAsync(_end.Token) is { } line)
            {
                if (line.StartsWith("event:", StringComparison.Ordinal))
                    succeeded = line.AsSpan(6).Trim().SequenceEqual("payment.succeeded");
                else if (succeeded && line.StartsWith("data:", StringComparison.Ordinal))
                    Tell(line, Stopwatch.GetTimestamp());
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the measurement.
        }
    }

    private void Tell(string line, long at)
    {
        var payment = Between(line, "\"id\":\"pay_") is { } rest ? "pay_" + rest : "";
        var source = _waiting.GetOrAdd(payment, _ => new TaskCompletionSource<Success>(TaskCreationOptions.RunContinuationsAsynchronously));
        source.TrySetResult(new Success(at, Between(line, "\"gateway_transaction\":\"") ?? ""));
    }

    private static string? Between(string text, string before)
    {
        var start = text.IndexOf(before, StringComparison.Ordinal);
        if (start < 0)
            return null;
        start += before.Length;
        return text[start..text.IndexOf('"', start)];
    }
}
