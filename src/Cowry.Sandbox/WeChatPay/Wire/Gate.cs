using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>
/// The way in and out of every <c>/v3</c> call: signature first, then headers, then the call itself, then the signed answer; and the faults
/// that spoil an answer.
/// </summary>
internal sealed class Gate(RequestSignature signature, AnswerSigner signer, WeChatFaults faults, Silence silence, TimeProvider time)
{
    public RequestLog Log { get; } = new();

    /// <summary>Makes a route of a call.</summary>
    /// <param name="point">Where the switches of <c>/faults</c> apply to this call; null: nowhere.</param>
    /// <param name="handle">The call itself; throws <see cref="V3Error"/> to refuse.</param>
    public RequestDelegate Open(FaultPoint? point, Func<Call, Task<Answer>> handle) => async http =>
    {
        var body = await ReadBody(http);
        Merchant? merchant = null;
        Answer answer;
        string? answerSerial = null;
        string? fault = null;
        try
        {
            merchant = signature.Check(http, body);
            answerSerial = signer.SerialFor(merchant, http.Request.Headers["Wechatpay-Serial"].ToString());
            RequireHeaders(http, body.Length > 0);
            fault = point is { } at ? faults.TakeAnswer(at) : null;
            answer = fault switch
            {
                "http_500" => throw new V3Error(500, "SYSTEM_ERROR", "系统错误"),
                "rate_limit" => throw new V3Error(429, "FREQUENCY_LIMITED", "频率超限"),
                _ => await handle(new Call(http, merchant, body, answerSerial)),
            };
        }
        catch (V3Error error)
        {
            answer = new Answer(error.Status, error.ToBody(merchant?.ErrorSpelling ?? "new"), Signed: false);
        }

        Log.Add(SeenRequest.Of(
            http, time.GetUtcNow().ToUnixTimeMilliseconds(), RequestSignature.PathAndQuery(http), body, merchant?.Mchid,
            fault == "timeout" ? 0 : answer.Status));
        if (fault == "timeout")
            await silence.Keep(http);
        else
            await Send(http, fault == "rubbish" ? Rubbish(answer) : answer, answerSerial, forged: fault == "bad_signature");
    };

    private static async Task<byte[]> ReadBody(HttpContext http)
    {
        if (http.Request.ContentLength is 0 || (http.Request.ContentLength is null && HttpMethods.IsGet(http.Request.Method)))
            return [];
        using var buffer = new MemoryStream((int)(http.Request.ContentLength ?? 1024));
        await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
        return buffer.ToArray();
    }

    private static void RequireHeaders(HttpContext http, bool hasBody)
    {
        var headers = http.Request.Headers;
        if (headers.UserAgent.Count == 0 || headers.Accept.Count == 0)
            throw new V3Error(400, "PARAM_ERROR", "Http头缺少Accept或User-Agent");
        var accept = headers.Accept.ToString();
        if (!accept.Contains("application/json", StringComparison.OrdinalIgnoreCase) && !accept.Contains("*/*", StringComparison.Ordinal))
            throw new V3Error(400, "PARAM_ERROR", "Http头Accept应为application/json");
        if (hasBody && http.Request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
            throw new V3Error(400, "PARAM_ERROR", "Http头Content-Type应为application/json");
    }

    private static Answer Rubbish(Answer answer) =>
        answer with { Status = 200, ContentType = "text/html", Body = "<html><head><title>502 Bad Gateway</title></head>"u8.ToArray() };

    private async Task Send(HttpContext http, Answer answer, string? serial, bool forged)
    {
        var response = http.Response;
        response.StatusCode = answer.Status;
        var internalError = answer.Status < 300 ? 0 : 268_435_456 + answer.Status;
        response.Headers["Request-ID"] = string.Create(
            CultureInfo.InvariantCulture, $"08{RandomNumberGenerator.GetHexString(30, lowercase: true)}-{internalError}");
        if (answer.Signed && serial is not null && answer.Status < 300)
            signer.Sign(response.Headers, answer.Body, serial, forged);
        if (answer.Body.Length == 0)
            return;
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        await response.Body.WriteAsync(answer.Body, http.RequestAborted);
    }
}

/// <summary>Signs answers and notifications with one of WeChat Pay's keys.</summary>
internal sealed class AnswerSigner(PlatformKeys platform, TimeProvider time)
{
    /// <summary>
    /// Which key signs: the one that the request's <c>Wechatpay-Serial</c> names when the merchant has it, otherwise the platform
    /// certificate, or the public key for a merchant that has nothing else.
    /// </summary>
    public string SerialFor(Merchant merchant, string asked) => merchant.KeyMode switch
    {
        KeyMode.PublicKey => platform.PublicKeyId,
        KeyMode.Certificate => platform.Certificate.Serial,
        _ => asked == platform.PublicKeyId ? platform.PublicKeyId : platform.Certificate.Serial,
    };

    public void Sign(IHeaderDictionary headers, byte[] body, string serial, bool forged)
    {
        foreach (var (name, value) in Headers(body, serial, forged))
            headers[name] = value;
    }

    /// <summary>The five headers. A forged signature looks like WeChat Pay's own probes: <c>WECHATPAY/SIGNTEST/…</c>.</summary>
    public IEnumerable<KeyValuePair<string, string>> Headers(byte[] body, string serial, bool forged)
    {
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var nonce = RandomText.Letters();
        byte[] message = [.. Encoding.ASCII.GetBytes($"{timestamp}\n{nonce}\n"), .. body, (byte)'\n'];
        var signature = forged
            ? "WECHATPAY/SIGNTEST/" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(240))
            : platform.Find(serial)!.Sign(message);
        return
        [
            new("Wechatpay-Timestamp", timestamp),
            new("Wechatpay-Nonce", nonce),
            new("Wechatpay-Signature", signature),
            new("Wechatpay-Serial", serial),
            new("Wechatpay-Signature-Type", "WECHATPAY2-SHA256-RSA2048"),
        ];
    }
}
