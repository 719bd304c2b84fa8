using System.Globalization;
using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Cowry.Client.Http;
using Cowry.Client.Problems;

namespace Cowry.Client.Events;

/// <summary>
/// Reads a stream's events over Server-Sent Events and comes back after every cut with <c>Last-Event-ID</c>. What a cut or a proxy repeated is
/// dropped by its number; what it swallowed is fetched as JSON before the next one is given out. A refusal (no right, no such stream) ends it
/// with the server's problem.
/// </summary>
internal sealed class EventFollower(ApiConnection api, EventsApi events, string stream, long after, EventFollowerOptions options)
{
    private long _last = after;
    private int _failures;

    public async IAsyncEnumerable<EventRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            await using var connection = ReadConnectionAsync(cancellation).GetAsyncEnumerator(cancellation);
            while (await MoveAsync(connection, cancellation))
            {
                _last = connection.Current.Seq;
                _failures = 0;
                yield return connection.Current;
            }

            await Task.Delay(NextDelay(), api.Time, cancellation);
        }
    }

    /// <summary>False when the connection is over, by its end or by a fault that coming back may heal.</summary>
    private async ValueTask<bool> MoveAsync(IAsyncEnumerator<EventRecord> connection, CancellationToken cancellation)
    {
        try
        {
            return await connection.MoveNextAsync();
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested && MayHeal(fault))
        {
            return false;
        }
    }

    private async IAsyncEnumerable<EventRecord> ReadConnectionAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var answer = await OpenAsync(cancellation);
        await using var body = new WatchedStream(await answer.Content.ReadAsStreamAsync(cancellation), options.SilenceLimit, api.Time);
        var parser = SseParser.Create(body, static (_, data) => JsonSerializer.Deserialize<EventRecord>(data, Wire.Json)!);
        await foreach (var item in parser.EnumerateAsync(cancellation))
        {
            var next = item.Data;
            if (next.Seq <= _last)
                continue;
            while (next.Seq > _last + 1)
            {
                var missed = await events.GetPageAsync(stream, _last, cancellation: cancellation);
                if (missed.Data.Count == 0)
                    throw new IOException($"Event {next.Seq} came after {_last}, and the server does not have those between.");
                foreach (var record in missed.Data.Where(record => record.Seq > _last && record.Seq < next.Seq))
                    yield return record;
                if (missed.NextAfter >= next.Seq)
                    break;
            }

            yield return next;
        }
    }

    private Task<HttpResponseMessage> OpenAsync(CancellationToken cancellation)
    {
        var position = _last.ToString(CultureInfo.InvariantCulture);
        var path = new Query("v1/events").Add("stream", stream).Add("after", position).ToString();
        return api.OpenAsync(path, "text/event-stream", headers => headers.Add("Last-Event-ID", position), cancellation);
    }

    // An access token may have run out in the middle of a long night: the second try asks for a new one.
    private bool MayHeal(Exception fault) => fault switch
    {
        CowryProblemException { Problem.Status: (int)HttpStatusCode.Unauthorized } => _failures == 0,
        CowryProblemException { Problem.Status: (int)HttpStatusCode.TooManyRequests or (int)HttpStatusCode.RequestTimeout or >= 500 } => true,
        HttpRequestException or IOException or OperationCanceledException or JsonException => true,
        _ => false,
    };

    private TimeSpan NextDelay()
    {
        var longest = options.FirstDelay * Math.Pow(2, Math.Min(_failures++, 16));
        return (longest < options.LongestDelay ? longest : options.LongestDelay) * Random.Shared.NextDouble();
    }
}
