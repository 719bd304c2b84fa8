using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Cowry.Domain.Payments;
using Cowry.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Cowry.Connectors.Tests.WeChatPay;

/// <summary>The sandbox, run in this process, and a listener for its notifications. Each test makes a merchant of its own.</summary>
public sealed class SandboxWorld : IAsyncLifetime
{
    private readonly string data = Path.Combine(Path.GetTempPath(), "cowry-connectors-" + Path.GetRandomFileName());
    private readonly HttpClient http = new();
    private readonly HttpClient browser = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private WebApplication sandbox = null!;
    private WebApplication listener = null!;

    public string Url => sandbox.Urls.Single();

    /// <summary>How far the sandbox's clock is ahead of ours.</summary>
    internal ShiftedClock Clock { get; } = new();

    private Channel<Heard> Notifications { get; } = Channel.CreateUnbounded<Heard>();

    /// <summary>Where notifications go that no test reads.</summary>
    internal string UnreadUrl => listener.Urls.Single() + "/taken";

    internal string NotifyUrlOf(GatewayAccount account) => $"{listener.Urls.Single()}/notify/{account.Id}";

    public async ValueTask InitializeAsync()
    {
        sandbox = await SandboxHost.Build(
            ["--urls", "http://127.0.0.1:0", "--data", data, "--printer-port", "-1", "--time-scale", "100", "--Logging:LogLevel:Default", "None"],
            Clock);
        await sandbox.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        listener = builder.Build();
        listener.MapPost("/notify/{account}", ReceiveAsync);
        listener.MapPost("/taken", () => Results.NoContent());
        await listener.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await sandbox.DisposeAsync();
        await listener.DisposeAsync();
        http.Dispose();
        browser.Dispose();
        Directory.Delete(data, recursive: true);
    }

    /// <summary>Makes a merchant and reads off its credentials, as a shop owner would from the merchant platform.</summary>
    internal async Task<GatewayAccount> OpenAccountAsync(
        string mode, string verification, string? keyMode = null, bool withSubAppid = false, params (string Name, string? Value)[] changes)
    {
        var isProvider = mode == "service_provider";
        var wanted = new JsonObject
        {
            ["name"] = "小面馆",
            ["key_mode"] = keyMode ?? (verification == "public_key" ? "public_key" : "certificate"),
        };
        if (isProvider)
            wanted["sub_merchants"] = new JsonArray("特约面馆");
        var given = await PostAsync("/merchants", wanted);
        string? Text(string name) => given[name]?.GetValue<string>();
        (string, string?)[] own =
        [
            ("appid", Text("appid")), ("mchid", Text("mchid")), ("merchant_serial", Text("merchant_serial")),
            ("merchant_private_key", Text("merchant_private_key")), ("api_v3_key", Text("api_v3_key")),
            ("app_secret", Text("app_secret")), ("official_account_base_url", Text("base_url")),
            ("sub_appid", isProvider && withSubAppid ? given["sub_merchants"]![0]!["appid"]!.GetValue<string>() : null),
            ("sub_mchid", isProvider ? given["sub_merchants"]![0]!["mchid"]!.GetValue<string>() : null),
            .. verification == "public_key"
                ? new[] { ("public_key_id", Text("public_key_id")), ("public_key", Text("public_key")) }
                : [],
        ];
        return Accounts.Of(Text("base_url"), mode, verification, [.. own, .. changes]);
    }

    internal Task<JsonNode> PayAsync(string user, string content) =>
        PostAsync("/phone/pay", new JsonObject { ["user"] = user, ["content"] = content });

    /// <summary>The code on the user's phone that a shop scans.</summary>
    internal async Task<string> CodeAsync(string user) =>
        (await PostAsync("/phone/payment_codes", new JsonObject { ["user"] = user }))["code"]!.GetValue<string>();

    internal Task<JsonNode> ConfirmAsync(string user) => PostAsync("/phone/confirm", new JsonObject { ["user"] = user });

    internal Task<JsonNode> DeclineAsync(string user) => PostAsync("/phone/decline", new JsonObject { ["user"] = user });

    internal async Task<long> BalanceAsync(string user) =>
        JsonNode.Parse(await http.GetStringAsync($"{Url}/phone/users/{user}"))!["balance"]!.GetValue<long>();

    /// <summary>Sets these faults of WeChat Pay's and no others.</summary>
    internal async Task SetFaultsAsync(params (string Point, string Words)[] faults)
    {
        var gateway = new JsonObject(faults.Select(fault => KeyValuePair.Create(fault.Point, (JsonNode?)fault.Words)));
        using var response = await http.PutAsJsonAsync(Url + "/faults", new JsonObject { ["wechat_pay"] = gateway });
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Opens a page in the user's phone; returns the address that the phone is sent on to.</summary>
    internal async Task<Uri> VisitAsync(string user, string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { { "Cookie", $"phone_user={user}" } } };
        using var response = await browser.SendAsync(request);
        return response.Headers.Location ?? throw new HttpRequestException($"{url}: {await response.Content.ReadAsStringAsync()}");
    }

    /// <summary>The next news for this account that the test waits for; others of this account must be genuine too, and are passed over.</summary>
    internal async Task<T> HearAsync<T>(IPaymentGateway gateway, GatewayAccount account, Func<T, bool> awaited)
        where T : GatewayNews
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var (whose, notification, reply) = await Notifications.Reader.ReadAsync(limit.Token);
            if (whose != account.Id.ToString())
            {
                reply.SetResult(new NotificationReply(204, null, null));
                continue;
            }

            var news = (await gateway.ReadNotificationAsync(account, notification, TimeProvider.System.GetUtcNow(), limit.Token)).ShouldBeDone();
            reply.SetResult(gateway.ReplyTo(accepted: true, null));
            if (news is T wanted && awaited(wanted))
                return wanted;
        }
    }

    internal async Task<JsonNode> PostAsync(string path, JsonNode body)
    {
        using var response = await http.PostAsJsonAsync(Url + path, body);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new HttpRequestException($"{path}: {text}");
    }

    internal async Task PatchMerchantAsync(string mchid, string name, string value)
    {
        using var response = await http.PatchAsJsonAsync($"{Url}/merchants/{mchid}", new JsonObject { [name] = value });
        response.EnsureSuccessStatusCode();
    }

    internal async Task<JsonArray> GetListAsync(string path)
    {
        var node = JsonNode.Parse(await http.GetStringAsync(Url + path));
        return node as JsonArray ?? node!["data"]!.AsArray();
    }

    // Holds the gateway's request open until the test has judged the notification, and answers what the connector says.
    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString());
        var replying = new TaskCompletionSource<NotificationReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        await Notifications.Writer.WriteAsync(new Heard(
            (string)context.Request.RouteValues["account"]!, new GatewayNotification(headers, body.ToArray()), replying));
        var reply = await replying.Task.WaitAsync(context.RequestAborted);
        context.Response.StatusCode = reply.Status;
        if (reply.Body is null)
            return;
        context.Response.ContentType = reply.ContentType;
        await context.Response.WriteAsync(reply.Body);
    }
    private sealed record Heard(string Account, GatewayNotification Notification, TaskCompletionSource<NotificationReply> Reply);
}

/// <summary>The system's clock, moved: hours pass without waiting.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
