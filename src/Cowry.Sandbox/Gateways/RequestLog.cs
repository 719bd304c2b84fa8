using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Cowry.Sandbox;

/// <summary>One request as it arrived. Everything in it is test data, so nothing is hidden.</summary>
/// <param name="Merchant">Who signed it, in the wallet's own number; null when the signature is wrong.</param>
internal sealed record SeenRequest(
    long At, string Method, string Path, KeyValuePair<string, string>[] Headers, byte[] Body, bool SignatureValid, string? Merchant, int Status)
{
    public static SeenRequest Of(HttpContext http, long at, string path, byte[] body, string? merchant, int status) => new(
        at, http.Request.Method, path, [.. http.Request.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.ToString()))],
        body, merchant is not null, merchant, status);

    public JsonObject Describe(string merchantField) => new()
    {
        ["at"] = DateTimeOffset.FromUnixTimeMilliseconds(At).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
        ["method"] = Method,
        ["path"] = Path,
        ["headers"] = new JsonObject(Headers.Select(header => KeyValuePair.Create<string, JsonNode?>(header.Key, header.Value))),
        ["body"] = Encoding.UTF8.GetString(Body),
        ["signature_valid"] = SignatureValid,
        [merchantField] = Merchant,
        ["status"] = Status,
    };
}

/// <summary>The last requests that a gateway received, for whoever debugs an SDK. Only in memory: a restart forgets them.</summary>
internal sealed class RequestLog
{
    private const int Kept = 1000;
    private readonly Queue<SeenRequest> requests = new(Kept);
    private readonly Lock gate = new();

    public void Add(SeenRequest request)
    {
        lock (gate)
        {
            if (requests.Count == Kept)
                requests.Dequeue();
            requests.Enqueue(request);
        }
    }

    /// <summary>Newest first.</summary>
    public SeenRequest[] Last(int limit, string? merchant)
    {
        lock (gate)
            return [.. requests.Reverse().Where(request => merchant is null || request.Merchant == merchant).Take(limit)];
    }

    public void Clear()
    {
        lock (gate)
            requests.Clear();
    }
}
