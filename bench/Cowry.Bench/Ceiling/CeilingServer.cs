using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Cowry.Bench.Ceiling;

/// <summary>
/// What a payment costs at the very least: Kestrel, the payment's statements, its signatures and a follower that is told. It checks nothing that the server checks.
/// </summary>
internal static class CeilingServer
{
    private const string KeyId = "PUB_KEY_ID_0000000000000000000001";
    private static readonly ConcurrentDictionary<string, string> Accounts = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, ConcurrentBag<Channel<long>>> Waiting = new(StringComparer.Ordinal);
    private static CeilingStore _store = null!;
    private static KeyOfMany _merchant = null!;
    private static KeyOfMany _platform = null!;
    private static HttpClient _gateway = null!;
    private static string _address = "";

    /// <summary>Arguments: own address, kind of database, connection, gateway, a file with lines of key, merchant and store.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        (_address, _store) = (args[0], new CeilingStore(args[1], args[2]));
        _gateway = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = new Uri(args[3]) };
        await ReadKeysAsync();
        var tills = File.ReadLines(args[4]).Select(line => line.Split(' ')).ToDictionary(t => t[0], t => (Merchant: t[1], Store: t[2]), StringComparer.Ordinal);
        foreach (var till in tills.Values)
            Accounts[till.Merchant] = await _store.AccountOfAsync(till.Merchant);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(_address);
        await using var app = builder.Build();
        app.MapGet("/health", () => "ok");
        app.MapPost("/v1/payments", http => TakeAsync(http, tills[Key(http)]));
        app.MapPost("/n/{merchant}/{account}", NotifiedAsync);
        app.MapGet("/v1/events", http => FollowAsync(http, tills[Key(http)], app.Lifetime.ApplicationStopping));
        await app.RunAsync();
        return 0;
    }

    private static string Key(HttpContext http) => http.Request.Headers.Authorization.ToString()[7..];

    private static async Task ReadKeysAsync()
    {
        using var answer = await _gateway.PostAsJsonAsync("/merchants", new { name = "" });
        var credentials = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        _merchant = new KeyOfMany(Import(credentials["merchant_private_key"]!.GetValue<string>()));
        _platform = new KeyOfMany(Import(credentials["public_key"]!.GetValue<string>()));
    }

    private static RSA Import(string pem)
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return rsa;
    }

    private static async Task TakeAsync(HttpContext http, (string Merchant, string Store) till)
    {
        using var json = await JsonDocument.ParseAsync(http.Request.Body);
        var amount = json.RootElement.GetProperty("amount").GetInt64();
        var (id, number, key) = (CeilingStore.NewId(), RandomNumberGenerator.GetHexString(32), http.Request.Headers["Idempotency-Key"].ToString());
        var account = Accounts[till.Merchant];
        await _store.IntendAsync(till.Merchant, till.Store, account, id, number, key);
        await _store.LookUpAsync(till.Merchant, account);
        var qr = await OrderAsync(number, amount, $"{_address}/n/{till.Merchant}/{account}");
        var answer = $"{{\"id\":\"{id}\",\"amount\":{amount},\"qr\":{{\"content\":{JsonSerializer.Serialize(qr)}}},\"rest\":\"{new string('d', 600)}\"}}";
        await _store.ShowAsync(till.Merchant, id, key, qr, answer);
        http.Response.StatusCode = 201;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(answer);
    }

    private static async Task<string> OrderAsync(string number, long amount, string notifyUrl)
    {
        const string path = "/v3/pay/transactions/native";
        var body = Encoding.UTF8.GetBytes($"{{\"appid\":\"wx0000000000000001\",\"mchid\":\"1900000001\",\"description\":\"x\",\"out_trade_no\":\"{number}\",\"notify_url\":\"{notifyUrl}\",\"amount\":{{\"total\":{amount},\"currency\":\"CNY\"}}}}");
        var (time, nonce) = (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), RandomNumberGenerator.GetHexString(32));
        var signature = Convert.ToBase64String(_merchant.Sign([.. Encoding.UTF8.GetBytes($"POST\n{path}\n{time}\n{nonce}\n"), .. body, (byte)'\n']));
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Headers.TryAddWithoutValidation("Authorization", $"WECHATPAY2-SHA256-RSA2048 mchid=\"1900000001\",nonce_str=\"{nonce}\",signature=\"{signature}\",timestamp=\"{time}\",serial_no=\"A1\"");
        using var answer = await _gateway.SendAsync(request);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Check(bytes, name => answer.Headers.GetValues(name).First());
        using var json = JsonDocument.Parse(bytes);
        return json.RootElement.GetProperty("code_url").GetString()!;
    }

    private static async Task<IResult> NotifiedAsync(HttpContext http, string merchant, string account)
    {
        using var memory = new MemoryStream();
        await http.Request.Body.CopyToAsync(memory);
        var body = memory.ToArray();
        Check(body, name => http.Request.Headers[name].ToString());
        using var json = JsonDocument.Parse(body);
        var resource = json.RootElement.GetProperty("resource");
        var cipher = resource.GetProperty("ciphertext").GetBytesFromBase64();
        var plain = new byte[cipher.Length - 16];
        using (var aes = new AesGcm("0123456789abcdef0123456789abcdef"u8, 16))
            aes.Decrypt(Encoding.UTF8.GetBytes(resource.GetProperty("nonce").GetString()!), cipher.AsSpan(0, plain.Length), cipher.AsSpan(plain.Length), plain, "transaction"u8);
        using var transaction = JsonDocument.Parse(plain);
        var (_, store, seq) = await _store.SucceedAsync(
            merchant, account, transaction.RootElement.GetProperty("out_trade_no").GetString()!, transaction.RootElement.GetProperty("transaction_id").GetString()!);
        foreach (var follower in Waiting.GetValueOrDefault(store) ?? [])
            follower.Writer.TryWrite(seq);
        return Results.NoContent();
    }

    private static void Check(byte[] body, Func<string, string> header)
    {
        var text = Encoding.UTF8.GetBytes($"{header("Wechatpay-Timestamp")}\n{header("Wechatpay-Nonce")}\n");
        if (header("Wechatpay-Serial") != KeyId || !_platform.Verify([.. text, .. body, (byte)'\n'], Convert.FromBase64String(header("Wechatpay-Signature"))))
            throw new InvalidOperationException("a wrong signature");
    }

    /// <summary>Sends each success by its number; since one may overtake another, each is read by itself.</summary>
    private static async Task FollowAsync(HttpContext http, (string Merchant, string Store) till, CancellationToken stop)
    {
        http.Response.ContentType = "text/event-stream";
        var channel = Channel.CreateUnbounded<long>();
        Waiting.GetOrAdd(till.Store, _ => []).Add(channel);
        await http.Response.WriteAsync(": hello\n\n", stop);
        await http.Response.Body.FlushAsync(stop);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stop);
        try
        {
            await foreach (var seq in channel.Reader.ReadAllAsync(ends.Token))
            {
                if (await _store.EventAsync(till.Merchant, till.Store, seq) is { } row)
                {
                    await http.Response.WriteAsync($"id: {seq}\nevent: {row[4]}\ndata: {row[5]}\n\n", ends.Token);
                    await http.Response.Body.FlushAsync(ends.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The follower left.
        }
    }
}
