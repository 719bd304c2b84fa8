using System.Text;
using System.Text.Json.Nodes;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>One request as it arrived. Everything in it is test data, so nothing is hidden.</summary>
internal sealed record SeenRequest(
    long At, string Method, string Path, KeyValuePair<string, string>[] Headers, byte[] Body, bool SignatureValid, string? Mchid, int Status)
{
    public JsonObject Describe() => new()
    {
        ["at"] = DateTimeOffset.FromUnixTimeMilliseconds(At).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture),
        ["method"] = Method,
        ["path"] = Path,
        ["headers"] = new JsonObject(Headers.Select(header => KeyValuePair.Create<string, JsonNode?>(header.Key, header.Value))),
        ["body"] = Encoding.UTF8.GetString(Body),
        ["signature_valid"] = SignatureValid,
        ["mchid"] = Mchid,
        ["status"] = Status,
    };
}

/// <summary>The last requests that the gateway received, for whoever debugs an SDK. Only in memory: a restart forgets them.</summary>
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
    public SeenRequest[] Last(int limit, string? mchid)
    {
        lock (gate)
            return [.. requests.Reverse().Where(request => mchid is null || request.Mchid == mchid).Take(limit)];
    }

    public void Clear()
    {
        lock (gate)
            requests.Clear();
    }
}
