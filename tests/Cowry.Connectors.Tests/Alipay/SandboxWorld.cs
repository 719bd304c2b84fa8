using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Cowry.Domain.Payments;
using Cowry.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.Alipay;

/// <summary>The sandbox, run in this process, and a listener for its notifications. Each test makes an app of its own.</summary>
public sealed class SandboxWorld : IAsyncLifetime
{
    private readonly string data = Path.Combine(Path.GetTempPath(), "cowry-connectors-" + Path.GetRandomFileName());
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly ConcurrentDictionary<string, Channel<Heard>> heard = new(StringComparer.Ordinal);
    private WebApplication sandbox = null!;
    private WebApplication listener = null!;

    public string Url => sandbox.Urls.Single();

    internal string NotifyUrlOf(GatewayAccount account) => $"{listener.Urls.Single()}/notify/{account.Id}";

    public async ValueTask InitializeAsync()
    {
        sandbox = await SandboxHost.Build(
            ["--urls", "http://127.0.0.1:0", "--data", data, "--printer-port", "-1", "--time-scale", "100", "--Logging:LogLevel:Default", "None"]);
        await sandbox.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        listener = builder.Build();
        listener.MapPost("/notify/{account}", ReceiveAsync);
        await listener.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await sandbox.DisposeAsync();
        await listener.DisposeAsync();
        http.Dispose();
        Directory.Delete(data, recursive: true);
    }

    /// <summary>Makes an app and reads off its credentials, as a shop owner would from Alipay's console.</summary>
    internal async Task<GatewayAccount> OpenAccountAsync(
        string mode = "merchant", string verification = "public_key", JsonObject? wanted = null, params (string Name, string? Value)[] changes)
    {
        wanted ??= [];
        wanted["name"] = "小面馆";
        wanted["key_mode"] = verification;
        if (mode == "service_provider")
            wanted["sub_merchants"] = new JsonArray("特约面馆");
        return AccountOf(await PostAsync("/alipay/merchants", wanted), mode, verification, changes);
    }

    /// <summary>The sandbox's first app, by the door that any SDK uses.</summary>
    internal async Task<GatewayAccount> FirstAccountAsync(string verification) =>
        AccountOf(JsonNode.Parse(await http.GetStringAsync(Url + "/credentials"))!["alipay"]!, "merchant", verification);

    internal Task<JsonNode> ScanAsync(string user, string content) =>
        PostAsync("/phone/scan", new JsonObject { ["user"] = user, ["content"] = content });

    internal Task<JsonNode> PayAsync(string user, string content) =>
        PostAsync("/phone/pay", new JsonObject { ["user"] = user, ["content"] = content });

    /// <summary>The code on the user's phone that a shop scans.</summary>
    internal async Task<string> CodeAsync(string user) =>
        (await PostAsync("/phone/payment_codes", new JsonObject { ["user"] = user, ["wallet"] = "alipay" }))["code"]!.GetValue<string>();

    internal Task<JsonNode> ConfirmAsync(string user) => PostAsync("/phone/confirm", new JsonObject { ["user"] = user });

    internal async Task<long> BalanceAsync(string user) =>
        JsonNode.Parse(await http.GetStringAsync($"{Url}/phone/users/{user}"))!["balance"]!.GetValue<long>();

    /// <summary>Gives a user, who is made for it, so much money.</summary>
    internal Task<JsonNode> SetBalanceAsync(string user, long fen) =>
        PostAsync("/phone/balance", new JsonObject { ["user"] = user, ["balance"] = fen });

    /// <summary>Sets these faults of Alipay's and no others.</summary>
    internal async Task SetFaultsAsync(params (string Point, JsonNode Words)[] faults)
    {
        var gateway = new JsonObject(faults.Select(fault => KeyValuePair.Create(fault.Point, (JsonNode?)fault.Words)));
        using var response = await http.PutAsJsonAsync(Url + "/faults", new JsonObject { ["alipay"] = gateway });
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
    }

    /// <summary>Opens the page that tells who the user is; returns the query with which the browser is sent back.</summary>
    internal async Task<Dictionary<string, string>> AuthorizeAsync(string user, string url)
    {
        using var response = await http.GetAsync($"{url}&user={user}");
        var back = response.Headers.Location ?? throw new HttpRequestException($"{url}: {await response.Content.ReadAsStringAsync()}");
        return Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(back.Query)
            .ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal);
    }

    /// <summary>The next payment that is notified for this account.</summary>
    internal async Task<GatewayPayment> HearAsync(IPaymentGateway gateway, GatewayAccount account) =>
        (await JudgeNextAsync(gateway, account)).ShouldBeDone().ShouldBeOfType<GatewayNews.OfPayment>().Payment;

    /// <summary>What becomes of the next notification for this account; it is answered as the connector says.</summary>
    internal async Task<GatewayAnswer<GatewayNews>> JudgeNextAsync(IPaymentGateway gateway, GatewayAccount account)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var (notification, reply) = await HeardBy(account.Id.ToString()).Reader.ReadAsync(limit.Token);
        var answer = await gateway.ReadNotificationAsync(account, notification, TimeProvider.System.GetUtcNow(), limit.Token);
        reply.SetResult(gateway.ReplyTo(
            answer is GatewayAnswer<GatewayNews>.Done, answer is GatewayAnswer<GatewayNews>.Rejected(var code, _) ? code : null));
        return answer;
    }

    internal async Task<JsonNode> PostAsync(string path, JsonNode body)
    {
        using var response = await http.PostAsJsonAsync(Url + path, body);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new HttpRequestException($"{path}: {text}");
    }

    private static GatewayAccount AccountOf(JsonNode given, string mode, string verification, params (string Name, string? Value)[] changes)
    {
        string Text(string name) => given[name]!.GetValue<string>();
        var merchant = mode == "service_provider" ? given["sub_merchants"]![0]! : given;
        (string, string?)[] own =
        [
            ("app_id", Text("app_id")), ("app_private_key", Text("app_private_key")), ("seller_id", merchant["pid"]!.GetValue<string>()),
            .. verification == "certificate"
                ? new[] { ("app_cert", Text("app_cert")), ("alipay_cert", Text("alipay_cert")), ("alipay_root_cert", (string?)Text("alipay_root_cert")) }
                : [("alipay_public_key", Text("alipay_public_key"))],
            .. mode == "service_provider"
                ? new[] { ("sys_service_provider_id", Text("pid")), ("app_auth_token", (string?)merchant["app_auth_token"]!.GetValue<string>()) }
                : [],
        ];
        return Accounts.Of(Text("base_url"), mode, verification, [.. own, .. changes]);
    }

    private Channel<Heard> HeardBy(string account) => heard.GetOrAdd(account, _ => Channel.CreateUnbounded<Heard>());

    // Holds the gateway's request open until the test has judged the notification, and answers what the connector says.
    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString());
        var replying = new TaskCompletionSource<NotificationReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        await HeardBy((string)context.Request.RouteValues["account"]!).Writer.WriteAsync(
            new Heard(new GatewayNotification(headers, body.ToArray()), replying));
        var reply = await replying.Task.WaitAsync(context.RequestAborted);
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.ContentType;
        await context.Response.WriteAsync(reply.Body!);
    }

    private sealed record Heard(GatewayNotification Notification, TaskCompletionSource<NotificationReply> Reply);
}
