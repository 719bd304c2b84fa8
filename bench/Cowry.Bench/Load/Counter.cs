using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Cowry.Bench.Load;

/// <summary>One payment as a client saw it; in milliseconds.</summary>
/// <param name="ToQr">From the button to the QR.</param>
/// <param name="AtGateway">The part of it that the gateway says it worked; zero when it does not say.</param>
/// <param name="ToEvent">From the moment when the gateway sent its notification to the event; zero when it does not say.</param>
internal sealed record Taken(double ToQr, double AtGateway, double ToEvent);

/// <summary>A till at the counter with a customer before it: takes a payment, the customer pays, the tick appears.</summary>
internal sealed class Counter(HttpClient server, HttpClient gateway, Running.Till till, Follower follower, string customer)
{
    public async Task<Taken> TakeAsync(CancellationToken cancel)
    {
        var start = Stopwatch.GetTimestamp();
        var (id, content) = await CreateAsync(cancel);
        var shown = Stopwatch.GetTimestamp();
        var succeeded = follower.SucceededAsync(id);
        var work = await PayAsync(content, cancel);
        var success = await succeeded.WaitAsync(TimeSpan.FromSeconds(60), cancel);
        follower.Forget(id);
        // Both processes read the same monotonic clock of the machine.
        var sent = Ceiling.BareGateway.SentAt(success.Transaction);
        return new Taken(Milliseconds(shown - start), Milliseconds(work), sent is { } at ? Milliseconds(success.At - at) : 0);
    }

    private async Task<(string Id, string Content)> CreateAsync(CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/payments");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", till.Key);
        request.Headers.Add("Idempotency-Key", Guid.CreateVersion7().ToString("n"));
        request.Content = Json($"{{\"store\":\"{till.Store.Value}\",\"amount\":1250,\"method\":\"wechat_pay\",\"flow\":\"show_qr\"}}");
        using var answer = await server.SendAsync(request, cancel);
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancel);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{(int)answer.StatusCode}: {Encoding.UTF8.GetString(bytes)}");
        using var payment = JsonDocument.Parse(bytes);
        if (!payment.RootElement.TryGetProperty("qr", out var qr) || qr.ValueKind != JsonValueKind.Object)
            throw new InvalidOperationException($"a payment without a QR: {Encoding.UTF8.GetString(bytes)}");
        return (payment.RootElement.GetProperty("id").GetString()!, qr.GetProperty("content").GetString()!);
    }

    /// <summary>Returns for how many ticks the gateway worked on the order, when it says so.</summary>
    private async Task<long> PayAsync(string content, CancellationToken cancel)
    {
        using var body = Json($"{{\"user\":\"{customer}\",\"content\":{JsonSerializer.Serialize(content)}}}");
        using var answer = await gateway.PostAsync("/phone/pay", body, cancel);
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancel);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"the customer could not pay: {Encoding.UTF8.GetString(bytes)}");
        using var told = JsonDocument.Parse(bytes);
        return told.RootElement.TryGetProperty("work", out var work) ? work.GetInt64() : 0;
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static double Milliseconds(long ticks) => ticks * 1000.0 / Stopwatch.Frequency;
}
