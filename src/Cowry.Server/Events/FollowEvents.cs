using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Cowry.Client;
using Cowry.Client.Events;
using Cowry.Primitives;
using Cowry.Server.Api;
using Cowry.Server.Identity;

namespace Cowry.Server.Events;

/// <summary>GET /v1/events: a page after a position, or a stream that resumes from <c>Last-Event-ID</c>.</summary>
internal static class FollowEvents
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private static readonly byte[] HeartbeatLine = ": still here\n\n"u8.ToArray();

    public static async Task HandleAsync(
        HttpContext http, EventLog log, Wakes wakes, CallerLookup callers, IHostApplicationLifetime life, string stream, string? after)
    {
        var caller = Caller.Of(http);
        MaySee(caller, stream);
        var wantsStream = http.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase);
        var resume = http.Request.Headers.TryGetValue("Last-Event-ID", out var last) && wantsStream ? last.ToString() : after;
        var from = resume == "latest"
            ? await log.HeadAsync(caller.Merchant, stream, http.RequestAborted)
            : Position(resume);
        if (wantsStream)
            await StreamAsync(http, log, wakes, callers, life, caller.Merchant, stream, from);
        else
            await PageAsync(http, log, caller.Merchant, stream, from);
    }

    private static async Task PageAsync(HttpContext http, EventLog log, MerchantId merchant, string stream, long after)
    {
        var rows = await log.ReadAsync(merchant, stream, after, EventLog.PageSize, http.RequestAborted);
        var page = new EventPage(rows.ConvertAll(ToWire), rows.Count > 0 ? rows[^1].Seq : after);
        await Results.Json(page, Wire.Json).ExecuteAsync(http);
    }

    private static async Task StreamAsync(
        HttpContext http, EventLog log, Wakes wakes, CallerLookup callers, IHostApplicationLifetime life, MerchantId merchant, string stream, long position)
    {
        http.Response.ContentType = "text/event-stream; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        var writer = http.Response.BodyWriter;
        using var subscription = wakes.Subscribe(merchant, stream);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        await writer.WriteAsync(": hello\n\n"u8.ToArray(), ends.Token);
        try
        {
            var mayBeMore = true;
            while (true)
            {
                // Looked at before reading, so that what commits in between is not slept over.
                var (known, moved) = subscription.Look();
                if (mayBeMore || known > position)
                {
                    (position, mayBeMore) = await SendNewAsync(writer, log, merchant, stream, position, ends.Token);
                }
                else if (!await MovedAsync(moved, ends.Token))
                {
                    // Read although nobody said that the log grew.
                    await StillHereAsync(http, writer, callers, ends.Token);
                    mayBeMore = true;
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or Refusal)
        {
            // The follower left, the server stops, or the token is no good any more: it comes back with the id of the last event it saw.
        }
    }

    /// <summary>Returns the last event sent, and whether the log may hold more than was read.</summary>
    private static async Task<(long Position, bool MayBeMore)> SendNewAsync(
        PipeWriter writer, EventLog log, MerchantId merchant, string stream, long position, CancellationToken cancel)
    {
        var rows = await log.ReadAsync(merchant, stream, position, EventLog.PageSize, cancel);
        foreach (var row in rows)
            Write(writer, row);
        if (rows.Count > 0)
            await writer.FlushAsync(cancel);
        return (rows.Count > 0 ? rows[^1].Seq : position, rows.Count == EventLog.PageSize);
    }

    /// <summary>False when nothing moved for the time of a heartbeat.</summary>
    private static async Task<bool> MovedAsync(Task moved, CancellationToken cancel)
    {
        try
        {
            await moved.WaitAsync(Heartbeat, cancel);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>A heartbeat, for a follower whose token still stands: a terminal that was revoked hears nothing more.</summary>
    private static async Task StillHereAsync(HttpContext http, PipeWriter writer, CallerLookup callers, CancellationToken cancel)
    {
        var header = http.Request.Headers.Authorization.ToString();
        await callers.FindAsync(header[(header.IndexOf(' ', StringComparison.Ordinal) + 1)..], cancel);
        await writer.WriteAsync(HeartbeatLine, cancel);
    }

    private static void Write(PipeWriter writer, EventRow row)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"id: {row.Seq}\nevent: {row.Type}\ndata: ");
        var json = JsonSerializer.Serialize(ToWire(row), Wire.Json);
        var text = string.Concat(head, json, "\n\n");
        var span = writer.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        writer.Advance(Encoding.UTF8.GetBytes(text, span));
    }

    private static EventRecord ToWire(EventRow row) => new()
    {
        Id = row.Id.Value,
        Stream = row.Stream,
        Seq = row.Seq,
        Type = row.Type,
        Data = JsonElement.Parse(row.Data),
        Actor = JsonSerializer.Deserialize<EventActor>(row.Actor, Wire.Json)!,
        At = row.At,
    };

    /// <summary>A stream is the caller's merchant or one of its stores; a terminal follows only the store that it stands in.</summary>
    private static void MaySee(Caller caller, string stream)
    {
        var ownStore = caller.Store is { } store && store.Value == stream;
        var anyStore = caller.Store is null && Id.TryParse<StoreId>(stream, out _);
        if (!ownStore && !anyStore && stream != caller.Merchant.Value)
            throw Refusals.NotFound("stream", stream);
    }

    private static long Position(string? text) => text switch
    {
        null or "" => 0,
        _ when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) => seq,
        _ => throw Refusals.Invalid("after", "must be a whole number, or 'latest'"),
    };
}
