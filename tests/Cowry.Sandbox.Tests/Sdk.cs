using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cowry.Sandbox.Tests;

/// <summary>An answer of the gateway with what an SDK looks at.</summary>
internal sealed record SdkAnswer(int Status, byte[] Raw, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Body => JsonNode.Parse(Raw)!;

    public string? Code => Raw.Length == 0 ? null : (string?)Body["code"];
}

/// <summary>
/// A WeChat Pay SDK of the smallest kind, written from WeChat's documents and from nothing of the sandbox: signs requests, verifies
/// answers and notifications, decrypts resources. It knows the base address and the credentials, as any SDK does.
/// </summary>
internal sealed class Sdk(string baseUrl, JsonNode credentials) : IDisposable
{
    private readonly HttpClient http = new();
    private readonly RSA key = Import((string)credentials["merchant_private_key"]!);

    public string Mchid { get; } = (string)credentials["mchid"]!;

    public string Appid { get; } = (string)credentials["appid"]!;

    public string ApiV3Key { get; } = (string)credentials["api_v3_key"]!;

    public string Serial { get; set; } = (string)credentials["merchant_serial"]!;

    public string? PlatformSerial { get; } = (string?)credentials["platform_serial"];

    public string? PublicKeyId { get; } = (string?)credentials["public_key_id"];

    public JsonNode Credentials { get; } = credentials;

    /// <summary>What goes into <c>Wechatpay-Serial</c>; null sends none.</summary>
    public string? Wanted { get; set; }

    /// <summary>Moves the clock that stamps requests.</summary>
    public TimeSpan Clock { get; set; }

    public Func<string, string> SpoilSignature { get; set; } = signature => signature;

    public Action<HttpRequestMessage> SpoilRequest { get; set; } = _ => { };

    public static RSA Import(string pem)
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return rsa;
    }

    public Task<SdkAnswer> Get(string pathAndQuery) => Send(HttpMethod.Get, pathAndQuery, null);

    public Task<SdkAnswer> Post(string path, object body) =>
        Send(HttpMethod.Post, path, body as string ?? JsonSerializer.Serialize(body, body.GetType()));

    public async Task<SdkAnswer> Send(HttpMethod method, string pathAndQuery, string? body)
    {
        var bytes = body is null ? [] : Encoding.UTF8.GetBytes(body);
        using var request = new HttpRequestMessage(method, new Uri(pathAndQuery.StartsWith("http", StringComparison.Ordinal) ? pathAndQuery : baseUrl + pathAndQuery));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(bytes);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        var timestamp = (TimeProvider.System.GetUtcNow() + Clock).ToUnixTimeSeconds();
        var nonce = RandomNumberGenerator.GetHexString(32);
        var message = RequestMessage(method.Method, request.RequestUri!.PathAndQuery, timestamp.ToString(System.Globalization.CultureInfo.InvariantCulture), nonce, bytes);
        var signature = SpoilSignature(Convert.ToBase64String(key.SignData(message, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"WECHATPAY2-SHA256-RSA2048 mchid=\"{Mchid}\",nonce_str=\"{nonce}\",signature=\"{signature}\",timestamp=\"{timestamp}\",serial_no=\"{Serial}\"");
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", "tiny-sdk/1.0");
        if (Wanted is not null)
            request.Headers.TryAddWithoutValidation("Wechatpay-Serial", Wanted);
        SpoilRequest(request);
        using var answer = await http.SendAsync(request);
        var headers = answer.Headers.Concat(answer.Content.Headers).ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase);
        return new SdkAnswer((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(), headers);
    }

    public static byte[] RequestMessage(string method, string pathAndQuery, string timestamp, string nonce, byte[] body) =>
        [.. Encoding.UTF8.GetBytes($"{method}\n{pathAndQuery}\n{timestamp}\n{nonce}\n"), .. body, (byte)'\n'];

    /// <summary>Whether WeChat Pay signed this, by the key that <c>Wechatpay-Serial</c> names.</summary>
    public bool Verify(IReadOnlyDictionary<string, string> headers, byte[] body)
    {
        if (!headers.TryGetValue("Wechatpay-Serial", out var serial))
            return false;
        using var rsa = serial == PublicKeyId ? Import((string)Credentials["public_key"]!) : serial == PlatformSerial ? PlatformKey() : null;
        if (rsa is null)
            return false;
        byte[] message = [.. Encoding.UTF8.GetBytes($"{headers["Wechatpay-Timestamp"]}\n{headers["Wechatpay-Nonce"]}\n"), .. body, (byte)'\n'];
        var signature = new byte[512];
        return Convert.TryFromBase64String(headers["Wechatpay-Signature"], signature, out var length)
            && rsa.VerifyData(message, signature.AsSpan(0, length), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    public bool Verify(SdkAnswer answer) => Verify(answer.Headers, answer.Raw);

    public JsonNode Decrypt(JsonNode resource) => JsonNode.Parse(DecryptBytes(resource, ApiV3Key))!;

    public static byte[] DecryptBytes(JsonNode resource, string apiV3Key)
    {
        var sealedBytes = Convert.FromBase64String((string)resource["ciphertext"]!);
        var plain = new byte[sealedBytes.Length - 16];
        using var aes = new AesGcm(Encoding.ASCII.GetBytes(apiV3Key), 16);
        aes.Decrypt(
            Encoding.ASCII.GetBytes((string)resource["nonce"]!), sealedBytes.AsSpan(0, plain.Length), sealedBytes.AsSpan(plain.Length), plain,
            Encoding.UTF8.GetBytes((string)resource["associated_data"]!));
        return plain;
    }

    public string SignCallUp(string appid, string timestamp, string nonce, string package) => Convert.ToBase64String(key.SignData(
        Encoding.UTF8.GetBytes($"{appid}\n{timestamp}\n{nonce}\n{package}\n"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public byte[] DecryptOaep(byte[] cipher) => key.Decrypt(cipher, RSAEncryptionPadding.OaepSHA1);

    public static string NewNumber() => RandomNumberGenerator.GetHexString(24);

    /// <summary>A native order's request; <paramref name="notify"/> is where nobody listens unless a test says otherwise.</summary>
    public Dictionary<string, object> Order(string number, int total = 1250, string notify = "http://127.0.0.1:9/notify") => new()
    {
        ["appid"] = Appid,
        ["mchid"] = Mchid,
        ["description"] = "牛肉面",
        ["out_trade_no"] = number,
        ["notify_url"] = notify,
        ["amount"] = new Dictionary<string, object> { ["total"] = total, ["currency"] = "CNY" },
    };

    public async Task<string> Native(string number, int total = 1250, string notify = "http://127.0.0.1:9/notify")
    {
        var answer = await Post("/v3/pay/transactions/native", Order(number, total, notify));
        return answer.Status == 200 ? (string)answer.Body["code_url"]! : throw new InvalidOperationException($"{answer.Status} {answer.Body}");
    }

    public Task<SdkAnswer> Query(string number) => Get($"/v3/pay/transactions/out-trade-no/{number}?mchid={Mchid}");

    public Task<SdkAnswer> Close(string number) => Post($"/v3/pay/transactions/out-trade-no/{number}/close", new { mchid = Mchid });

    public Task<SdkAnswer> Refund(string number, string refundNumber, int refund, int total, string? notify = null)
    {
        var body = new Dictionary<string, object>
        {
            ["out_trade_no"] = number,
            ["out_refund_no"] = refundNumber,
            ["amount"] = new { refund, total, currency = "CNY" },
        };
        if (notify is not null)
            body["notify_url"] = notify;
        return Post("/v3/refund/domestic/refunds", body);
    }

    public void Dispose()
    {
        http.Dispose();
        key.Dispose();
    }

    private RSA PlatformKey()
    {
        using var certificate = X509Certificate2.CreateFromPem((string)Credentials["platform_certificate"]!);
        return certificate.GetRSAPublicKey()!;
    }
}
