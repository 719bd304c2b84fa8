using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cowry.Client;
using Cowry.Client.ApiKeys;
using Cowry.Client.Events;
using Cowry.Client.Payments;
using Cowry.Client.Printing;
using Cowry.Primitives;
using Cowry.Server.ApiKeys;
using Cowry.Server.Stores;

namespace Cowry.Server.Tests.Hosting;

/// <summary>
/// A merchant with one store, as a program with an API key sees it. Methods are named after what a shop does; what fails shows the answer's body.
/// </summary>
internal sealed class Shop(RunningServer server, RunningSandbox sandbox, MerchantId merchant, StoreId store, string key) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public MerchantId Merchant { get; } = merchant;

    public StoreId Store { get; } = store;

    public string Key { get; } = key;

    public JsonNode Gateway { get; private set; } = null!;

    public string Account { get; private set; } = "";

    public RunningSandbox Sandbox { get; } = sandbox;

    public RunningServer Server { get; } = server;

    public HttpClient Http { get; } = Client(server.Address, key);

    /// <summary>Makes the merchant's rows directly, since only the first merchant of a system is made through the API; all else goes over HTTP.</summary>
    public static async Task<Shop> OpenAsync(RunningServer server, RunningSandbox sandbox, object? gateway = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        var (merchant, store) = (Id.New<MerchantId>(now), Id.New<StoreId>(now));
        var secret = "csk_" + RandomNumberGenerator.GetHexString(40, lowercase: true);
        await using (var db = server.Database.Open())
        {
            db.Add(new MerchantRow { Id = merchant, Name = "老王面馆", CreatedAt = now });
            db.Add(new StoreRow { MerchantId = merchant, Id = store, CreatedAt = now, Name = "老王面馆", TimeZone = "Asia/Shanghai" });
            db.Add(new ApiKeyRow
            {
                MerchantId = merchant,
                Id = Id.New<ApiKeyId>(now),
                CreatedAt = now,
                Name = "test",
                SecretHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret))),
                Ending = secret[^4..],
                Scopes = string.Join(' ', Scopes.All),
            });
            await db.SaveChangesAsync();
        }

        var shop = new Shop(server, sandbox, merchant, store, secret);
        await shop.ContractAsync(gateway);
        return shop;
    }

    /// <summary>The same shop seen through another server process.</summary>
    public Shop Through(RunningServer other) => new(other, Sandbox, Merchant, Store, Key) { Gateway = Gateway, Account = Account };

    public static HttpClient Client(string address, string? token)
    {
        var http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(60) };
        if (token is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    public Task<Payment> TakeAsync(long amount, string? id = null, string? key = null) =>
        PostAsync<Payment>("/v1/payments", new { id, store = Store.Value, amount, method = "wechat_pay", flow = "show_qr" }, key);

    public Task<Payment> PaymentAsync(string id) => GetAsync<Payment>($"/v1/payments/{id}");

    public Task<Payment> CloseAsync(string id) => PostAsync<Payment>($"/v1/payments/{id}/close", null);

    /// <summary>A customer scans the payment's QR and pays.</summary>
    public Task<JsonNode> CustomerPaysAsync(Payment payment, string user = "alice") => Sandbox.PayAsync(user, payment.Qr!.Content);

    /// <summary>Waits until the payment is as wanted; fails with what it is instead.</summary>
    public Task<Payment> UntilAsync(string id, Func<Payment, bool> wanted) =>
        UntilAsync(() => PaymentAsync(id), wanted, payment => JsonSerializer.Serialize(payment, Wire.Json));

    public Task<Payment> UntilAsync(string id, PaymentStatus status) => UntilAsync(id, payment => payment.Status == status);

    public async Task<IReadOnlyList<EventRecord>> EventsAsync(long after = 0)
    {
        var all = new List<EventRecord>();
        while (true)
        {
            var page = await GetAsync<EventPage>($"/v1/events?stream={Store}&after={after}");
            if (page.Data.Count == 0)
                return all;
            all.AddRange(page.Data);
            after = page.NextAfter;
        }
    }

    public async Task<Printer> PrinterAsync(int? port = null) => await PostAsync<Printer>(
        "/v1/printers", new { name = "前台", store = Store.Value, host = "127.0.0.1", port = port ?? await Sandbox.PrinterPortAsync() });

    public async Task<IReadOnlyList<PrintJob>> JobsAsync(string payment) => (await GetAsync<Page<PrintJob>>($"/v1/print_jobs?payment={payment}")).Data;

    public Task<PrintJob> JobUntilAsync(string payment, Func<PrintJob, bool> wanted) => UntilAsync(
        async () => await JobsAsync(payment) is [var first, ..] ? first : null,
        job => job is not null && wanted(job),
        job => JsonSerializer.Serialize(job, Wire.Json))!;

    public async Task<T> GetAsync<T>(string path)
    {
        using var answer = await Http.GetAsync(path);
        return await ReadAsync<T>(answer);
    }

    public async Task<T> PostAsync<T>(string path, object? body, string? key = null)
    {
        using var answer = await SendAsync(HttpMethod.Post, path, body, key);
        return await ReadAsync<T>(answer);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = JsonContent.Create(body, options: Wire.Json);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await Http.SendAsync(request);
    }

    public static async Task<T> ReadAsync<T>(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonSerializer.Deserialize<T>(text, Wire.Json)!
            : throw new HttpRequestException($"{answer.RequestMessage!.RequestUri} answered {(int)answer.StatusCode}: {text}", null, answer.StatusCode);
    }

    /// <summary>Asks again until it is as wanted, without busy waiting; the time limit is only there for a test that fails.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> wanted, Func<T, string>? show = null)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var value = await ask();
            if (wanted(value))
                return value;
            if (TimeProvider.System.GetElapsedTime(start) > Patience)
                throw new TimeoutException($"never as wanted; last seen: {(show is null ? value : show(value))}");
            await timer.WaitForNextTickAsync();
        }
    }

    public void Dispose() => Http.Dispose();

    private async Task ContractAsync(object? wanted)
    {
        Gateway = await Sandbox.MerchantAsync(wanted);
        string Text(string name) => Gateway[name]!.GetValue<string>();
        var account = await PostAsync<JsonNode>("/v1/payment_accounts", new
        {
            method = "wechat_pay",
            name = "微信",
            rate_ppm = 6000,
            wechat_pay = new
            {
                mode = "merchant",
                verification = "public_key",
                appid = Text("appid"),
                mchid = Text("mchid"),
                merchant_serial = Text("merchant_serial"),
                public_key_id = Text("public_key_id"),
                base_url = Text("base_url"),
            },
            wechat_pay_secrets = new
            {
                merchant_private_key = Text("merchant_private_key"),
                api_v3_key = Text("api_v3_key"),
                public_key = Text("public_key"),
            },
        });
        Account = account["id"]!.GetValue<string>();
    }
}
