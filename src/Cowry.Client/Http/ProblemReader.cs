using System.Text.Json;
using Cowry.Client.Problems;

namespace Cowry.Client.Http;

/// <summary>Reads an answer that was not a success.</summary>
internal static class ProblemReader
{
    public static async Task<CowryProblemException> ReadAsync(HttpResponseMessage answer, TimeProvider time, CancellationToken cancellation)
    {
        var (problem, cause) = await ProblemOfAsync(answer, cancellation);
        return new CowryProblemException(problem, cause) { RetryAfter = RetryAfter(answer, time) };
    }

    private static async Task<(Problem Problem, Exception? Cause)> ProblemOfAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        Exception? cause = null;
        if (answer.Content.Headers.ContentType?.MediaType is "application/problem+json" or "application/json")
        {
            try
            {
                await using var stream = await answer.Content.ReadAsStreamAsync(cancellation);
                if (await JsonSerializer.DeserializeAsync<Problem>(stream, Wire.Json, cancellation) is { } problem)
                    return (problem, null);
            }
            catch (JsonException unreadable)
            {
                cause = unreadable;
            }
        }

        return (new Problem
        {
            Type = "about:blank",
            Title = answer.ReasonPhrase ?? "The server's answer could not be read",
            Status = (int)answer.StatusCode,
            Code = CowryProblemException.NotAProblem,
            RequestId = answer.Headers.TryGetValues("X-Request-Id", out var ids) ? string.Join(',', ids) : "",
        }, cause);
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage answer, TimeProvider time)
    {
        var header = answer.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date - time.GetUtcNow());
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
