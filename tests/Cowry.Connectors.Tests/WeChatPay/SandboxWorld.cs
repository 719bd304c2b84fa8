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
    private WebApplication sandbox = null!;
    private WebApplication listener = null!;

    public string Url => sandbox.Urls.Single();

    public string NotifyUrl => listener.Urls.Single() + "/notify";

    internal Channel<(GatewayNotification Notification, TaskCompletionSource<NotificationReply> Reply)> Notifications { get; } =
        Channel.CreateUnbounded<(GatewayNotification, TaskCompletionSource<NotificationReply>)>();

    public async ValueTask InitializeAsync()
    {
        sandbox = await SandboxHost.Build(
            ["--urls", "http://127.0.0.1:0", "--data", data, "--printer-port", "-1", "--time-scale", "100", "--Logging:LogLevel:Default", "None"]);
        await sandbox.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        listener = builder.Build();
        listener.MapPost("/notify", ReceiveAsync);
        await listener.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await listener.DisposeAsync();
        await sandbox.DisposeAsync();
        http.Dispose();
        Directory.Delete(data, recursive: true);
    }

    /// <summary>Makes a merchant and reads off its credentials, as a shop owner would from the merchant platform.</summary>
    internal async Task<GatewayAccount> OpenAccountAsync(
        string mode, string verification, string? keyMode = null, params (string Name, string? Value)[] changes)
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
            ("sub_mchid", isProvider ? given["sub_merchants"]![0]!["mchid"]!.GetValue<string>() : null),
            .. verification == "public_key"
                ? new[] { ("public_key_id", Text("public_key_id")), ("public_key", Text("public_key")) }
                : [],
        ];
        return Accounts.Of(Text("base_url"), mode, verification, [.. own, .. changes]);
    }

    internal Task<JsonNode> PayAsync(string user, string content) =>
        PostAsync("/phone/pay", new JsonObject { ["user"] = user, ["content"] = content });

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
        await Notifications.Writer.WriteAsync((new GatewayNotification(headers, body.ToArray()), replying));
        var reply = await replying.Task;
        context.Response.StatusCode = reply.Status;
        if (reply.Body is null)
            return;
        context.Response.ContentType = reply.ContentType;
        await context.Response.WriteAsync(reply.Body);
    }
}
