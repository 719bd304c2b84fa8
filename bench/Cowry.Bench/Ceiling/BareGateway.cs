using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Cowry.Bench.Ceiling;

/// <summary>
/// A gateway that does what the protocol of WeChat Pay v3 asks for (verifies the order's signature, signs its answer, signs and encrypts the notification) and
/// nothing else: it stores nothing. Its transaction numbers tell the moment of the notification, and whoever pays is told how long it had worked on the order.
/// </summary>
internal static class BareGateway
{
    private const string ApiKey = "0123456789abcdef0123456789abcdef";
    private const string KeyId = "PUB_KEY_ID_0000000000000000000001";
    private const string TransactionPrefix = "99";
    private static readonly KeyOfMany Merchant = new(RSA.Create(2048));
    private static readonly KeyOfMany Platform = new(RSA.Create(2048));
    private static readonly ConcurrentDictionary<string, Order> Orders = new(StringComparer.Ordinal);
    private static readonly HttpClient Out = new(new SocketsHttpHandler { ActivityHeadersPropagator = null });

    /// <summary>The moment that a transaction number tells, as <see cref="Stopwatch.GetTimestamp"/>; null for another gateway's number.</summary>
    public static long? SentAt(string transaction) =>
        transaction.Length == 28 && transaction.StartsWith(TransactionPrefix + "00", StringComparison.Ordinal)
            ? long.Parse(transaction.AsSpan(2), CultureInfo.InvariantCulture)
            : null;

    public static async Task<int> RunAsync(string[] args)
    {
        var address = args[0];
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        await using var app = builder.Build();
        app.MapGet("/health", () => "ok");
        app.MapPost("/merchants", () => Results.Json(Credentials(address)));
        app.MapPost("/v3/pay/transactions/native", CreateAsync);
        app.MapGet("/v3/pay/transactions/out-trade-no/{number}", QueryAsync);
        app.MapPost("/phone/pay", (Delegate)PayAsync);
        await app.RunAsync();
        return 0;
    }

    private static Dictionary<string, string> Credentials(string address) => new(StringComparer.Ordinal)
    {
        ["appid"] = "wx0000000000000001",
        ["mchid"] = "1900000001",
        ["merchant_serial"] = "00000000000000000000000000000000000000A1",
        ["merchant_private_key"] = Merchant.PrivatePem,
        ["api_v3_key"] = ApiKey,
        ["public_key_id"] = KeyId,
        ["public_key"] = Platform.PublicPem,
        ["base_url"] = address,
    };

    private static async Task CreateAsync(HttpContext http)
    {
        var start = Stopwatch.GetTimestamp();
        var body = await BodyAsync(http);
        if (!IsGenuine(http, body))
        {
            http.Response.StatusCode = 401;
            return;
        }

        using var json = JsonDocument.Parse(body);
        var (root, number) = (json.RootElement, json.RootElement.GetProperty("out_trade_no").GetString()!);
        Orders[number] = new Order(number, root.GetProperty("amount").GetProperty("total").GetInt64(), root.GetProperty("notify_url").GetString()!);
        await AnswerAsync(http, Encoding.UTF8.GetBytes($"{{\"code_url\":\"weixin://wxpay/bizpayurl?pr={number}\"}}"));
        Orders[number].Work = Stopwatch.GetTimestamp() - start;
    }

    private static Task QueryAsync(HttpContext http)
    {
        var number = (string)http.Request.RouteValues["number"]!;
        var order = Orders[number];
        return AnswerAsync(http, order.Transaction is null
            ? Encoding.UTF8.GetBytes($"{{\"mchid\":\"1900000001\",\"out_trade_no\":\"{number}\",\"trade_state\":\"NOTPAY\"}}")
            : Encoding.UTF8.GetBytes(order.Paid()));
    }

    private static async Task<IResult> PayAsync(HttpContext http)
    {
        using var json = JsonDocument.Parse(await BodyAsync(http));
        var content = json.RootElement.GetProperty("content").GetString()!;
        var number = content[(content.IndexOf("pr=", StringComparison.Ordinal) + 3)..];
        var order = Orders[number];
        _ = Task.Run(() => NotifyAsync(order));
        return Results.Json(new { work = order.Work });
    }

    private static async Task NotifyAsync(Order order)
    {
        order.Transaction = TransactionPrefix + Stopwatch.GetTimestamp().ToString("D26", CultureInfo.InvariantCulture);
        var plain = Encoding.UTF8.GetBytes(order.Paid());
        var nonce = RandomNumberGenerator.GetHexString(12, lowercase: true);
        var cipher = new byte[plain.Length + 16];
        using (var aes = new AesGcm(Encoding.UTF8.GetBytes(ApiKey), 16))
            aes.Encrypt(Encoding.UTF8.GetBytes(nonce), plain, cipher.AsSpan(0, plain.Length), cipher.AsSpan(plain.Length), "transaction"u8);
        var body = Encoding.UTF8.GetBytes(
            $"{{\"id\":\"{Guid.CreateVersion7():d}\",\"create_time\":\"{Now()}\",\"resource_type\":\"encrypt-resource\","
            + $"\"event_type\":\"TRANSACTION.SUCCESS\",\"summary\":\"\",\"resource\":{{"
            + $"\"algorithm\":\"AEAD_AES_256_GCM\",\"ciphertext\":\"{Convert.ToBase64String(cipher)}\",\"associated_data\":\"transaction\",\"nonce\":\"{nonce}\",\"original_type\":\"transaction\"}}}}");
        using var request = new HttpRequestMessage(HttpMethod.Post, order.NotifyUrl) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        foreach (var (name, value) in Signed(body))
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await Out.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
            await Console.Error.WriteLineAsync($"notification {order.Number}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    private static Task AnswerAsync(HttpContext http, byte[] body)
    {
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        foreach (var (name, value) in Signed(body))
            http.Response.Headers[name] = value;
        return http.Response.Body.WriteAsync(body).AsTask();
    }

    private static IEnumerable<(string, string)> Signed(byte[] body)
    {
        var (time, nonce) = (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), RandomNumberGenerator.GetHexString(32));
        yield return ("Wechatpay-Timestamp", time);
        yield return ("Wechatpay-Nonce", nonce);
        yield return ("Wechatpay-Serial", KeyId);
        yield return ("Wechatpay-Signature", Convert.ToBase64String(Platform.Sign([.. Encoding.UTF8.GetBytes($"{time}\n{nonce}\n"), .. body, (byte)'\n'])));
    }

    private static bool IsGenuine(HttpContext http, byte[] body)
    {
        var header = http.Request.Headers.Authorization.ToString();
        string Field(string name)
        {
            var start = header.IndexOf(name + "=\"", StringComparison.Ordinal) + name.Length + 2;
            return header[start..header.IndexOf('"', start)];
        }

        var text = $"{http.Request.Method}\n{http.Request.Path}{http.Request.QueryString}\n{Field("timestamp")}\n{Field("nonce_str")}\n";
        return Merchant.Verify([.. Encoding.UTF8.GetBytes(text), .. body, (byte)'\n'], Convert.FromBase64String(Field("signature")));
    }

    private static async Task<byte[]> BodyAsync(HttpContext http)
    {
        using var memory = new MemoryStream();
        await http.Request.Body.CopyToAsync(memory);
        return memory.ToArray();
    }

    private static string Now() => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssK", CultureInfo.InvariantCulture);

    private sealed record Order(string Number, long Amount, string NotifyUrl)
    {
        public string? Transaction { get; set; }

        /// <summary>Ticks of the clock that creating it took, its signatures with it.</summary>
        public long Work { get; set; }

        public string Paid() =>
            $"{{\"mchid\":\"1900000001\",\"appid\":\"wx0000000000000001\",\"out_trade_no\":\"{Number}\",\"transaction_id\":\"{Transaction}\",\"trade_type\":\"NATIVE\","
            + $"\"trade_state\":\"SUCCESS\",\"trade_state_desc\":\"\",\"bank_type\":\"OTHERS\",\"success_time\":\"{Now()}\","
            + $"\"payer\":{{\"openid\":\"o1\"}},\"amount\":{{\"total\":{Amount},\"payer_total\":{Amount},\"currency\":\"CNY\",\"payer_currency\":\"CNY\"}}}}";
    }
}
