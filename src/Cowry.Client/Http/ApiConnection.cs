using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Cowry.Client.Problems;

namespace Cowry.Client.Http;

/// <summary>Sends one call, again where that is safe, and turns its answer into a record or a <see cref="CowryProblemException"/>.</summary>
internal sealed class ApiConnection(HttpClient http, Func<CancellationToken, ValueTask<string?>> accessToken, CowryClientOptions options)
{
    private static readonly MediaTypeHeaderValue JsonType = new("application/json");

    public TimeProvider Time => options.Time;

    public Task<T> GetAsync<T>(string path, CancellationToken cancellation) => ReadAsync<T>(HttpMethod.Get, path, null, null, cancellation);

    public Task<T> PostAsync<T>(string path, object? body, string? key, CancellationToken cancellation) =>
        ReadAsync<T>(HttpMethod.Post, path, body, key, cancellation);

    public Task<T> PatchAsync<T>(string path, object body, string? key, CancellationToken cancellation) =>
        ReadAsync<T>(HttpMethod.Patch, path, body, key, cancellation);

    public async Task DeleteAsync(string path, string? key, CancellationToken cancellation)
    {
        using var answer = await SendAsync(HttpMethod.Delete, path, null, key, cancellation);
    }

    public async Task<byte[]> GetBytesAsync(string path, CancellationToken cancellation)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, null, null, cancellation);
        return await answer.Content.ReadAsByteArrayAsync(cancellation);
    }

    /// <summary>Every element of a list, page after page, as far as the caller reads.</summary>
    public async IAsyncEnumerable<T> ListAsync<T>(Func<PageRequest, string> path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var request = new PageRequest { Limit = PageRequest.MaxLimit };
        while (true)
        {
            var page = await GetAsync<Page<T>>(path(request), cancellation);
            foreach (var item in page.Data)
                yield return item;
            if (page.NextCursor is null)
                yield break;
            request = request with { Cursor = page.NextCursor };
        }
    }

    /// <summary>Opens a stream that the caller reads and closes; tried once, since its reader has its own way to come back.</summary>
    public async Task<HttpResponseMessage> OpenAsync(string path, string accept, Action<HttpRequestHeaders> headers, CancellationToken cancellation)
    {
        using var request = await MakeAsync(HttpMethod.Get, path, null, null, cancellation);
        request.Headers.Accept.ParseAdd(accept);
        headers(request.Headers);
        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (answer.IsSuccessStatusCode)
            return answer;
        using (answer)
            throw await ProblemReader.ReadAsync(answer, Time, cancellation);
    }

    private async Task<T> ReadAsync<T>(HttpMethod method, string path, object? body, string? key, CancellationToken cancellation)
    {
        using var answer = await SendAsync(method, path, body, key, cancellation);
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellation);
        return await JsonSerializer.DeserializeAsync<T>(stream, Wire.Json, cancellation)
            ?? throw new JsonException($"The server answered {method} {path} with null.");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body, string? key, CancellationToken cancellation)
    {
        var bytes = body is null ? null : JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), Wire.Json);
        if (method != HttpMethod.Get)
            key ??= Guid.CreateVersion7(Time.GetUtcNow()).ToString("N");

        for (var attempt = 1; ; attempt++)
        {
            TimeSpan wait;
            try
            {
                using var request = await MakeAsync(method, path, bytes, key, cancellation);
                var answer = await http.SendAsync(request, cancellation);
                if (answer.IsSuccessStatusCode)
                    return answer;
                using (answer)
                {
                    var failure = await ProblemReader.ReadAsync(answer, Time, cancellation);
                    wait = failure.RetryAfter ?? Delay(attempt);
                    if (attempt >= options.MaxAttempts || !MayTryAgain(failure.Problem) || wait > options.LongestDelay)
                        throw failure;
                }
            }
            catch (Exception lost) when (IsLost(lost, cancellation) && attempt < options.MaxAttempts)
            {
                wait = Delay(attempt);
            }

            await Task.Delay(wait, Time, cancellation);
        }
    }

    private async ValueTask<HttpRequestMessage> MakeAsync(HttpMethod method, string path, byte[]? body, string? key, CancellationToken cancellation)
    {
        var request = new HttpRequestMessage(method, new Uri(path.TrimStart('/'), UriKind.Relative));
        if (await accessToken(cancellation) is { Length: > 0 } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (body is not null)
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = JsonType } };
        return request;
    }

    // A wrong PIN's lock-out is a 429 as well: waiting it out in silence would only look like a hang, so the code decides, not the status.
    private static bool MayTryAgain(Problem problem) => problem switch
    {
        { Code: "idempotency_key_in_progress" or "rate_limited" } => true,
        { Status: (int)HttpStatusCode.TooManyRequests, Code: CowryProblemException.NotAProblem } => true,
        { Status: (int)HttpStatusCode.BadGateway or (int)HttpStatusCode.ServiceUnavailable or (int)HttpStatusCode.GatewayTimeout } => true,
        _ => false,
    };

    // HttpClient tells its own timeout as a cancellation that nobody asked for.
    private static bool IsLost(Exception exception, CancellationToken cancellation) =>
        exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellation.IsCancellationRequested);

    private TimeSpan Delay(int attempt) => options.FirstDelay * Math.Pow(2, attempt - 1) * (1 + (Random.Shared.NextDouble() / 2));
}
