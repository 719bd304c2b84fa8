using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Web;
using Cowry.Domain.Payments;
using Cowry.Sandbox;
using Microsoft.AspNetCore.Builder;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests;

/// <summary>
/// The sandbox, run in this process, its phones, and a listener for its notifications. A wallet's tests add how an account is opened there.
/// </summary>
/// <param name="wallet">The name under which the sandbox knows the wallet.</param>
public abstract class RunningSandbox(string wallet) : IAsyncLifetime
{
    private readonly string data = Path.Combine(Path.GetTempPath(), "cowry-connectors-" + Path.GetRandomFileName());
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private NotificationListener listener = null!;
    private WebApplication sandbox = null!;

    public string Url => sandbox.Urls.Single();

    /// <summary>How far the sandbox's clock is ahead of ours.</summary>
    internal ShiftedClock Clock { get; } = new();

    /// <summary>Where notifications go that no test reads.</summary>
    internal string UnreadUrl => listener.UnreadUrl;

    internal string NotifyUrlOf(GatewayAccount account) => listener.UrlOf(account);

    public async ValueTask InitializeAsync()
    {
        listener = await NotificationListener.StartAsync();
        sandbox = await SandboxHost.Build(
            [
                "--urls", "http://127.0.0.1:0", "--data", data, "--printer-port", "-1", "--time-scale", "100", "--Logging:LogLevel:Default", "None",
                "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "None",
            ],
            Clock);
        await sandbox.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await sandbox.DisposeAsync();
        await listener.DisposeAsync();
        http.Dispose();
        Directory.Delete(data, recursive: true);
        GC.SuppressFinalize(this);
    }

    internal Task<JsonNode> ScanAsync(string user, string content) =>
        PostAsync("/phone/scan", new JsonObject { ["user"] = user, ["content"] = content });

    internal Task<JsonNode> PayAsync(string user, string content) =>
        PostAsync("/phone/pay", new JsonObject { ["user"] = user, ["content"] = content });

    /// <summary>The code on the user's phone that a shop scans.</summary>
    internal async Task<string> CodeAsync(string user) =>
        (await PostAsync("/phone/payment_codes", new JsonObject { ["user"] = user, ["wallet"] = wallet }))["code"]!.GetValue<string>();

    internal Task<JsonNode> ConfirmAsync(string user) => PostAsync("/phone/confirm", new JsonObject { ["user"] = user });

    internal Task<JsonNode> DeclineAsync(string user) => PostAsync("/phone/decline", new JsonObject { ["user"] = user });

    internal async Task<long> BalanceAsync(string user) => (await GetAsync($"/phone/users/{user}"))["balance"]!.GetValue<long>();

    /// <summary>Gives a user, who is made for it, so much money.</summary>
    internal Task<JsonNode> SetBalanceAsync(string user, long fen) =>
        PostAsync("/phone/balance", new JsonObject { ["user"] = user, ["balance"] = fen });

    /// <summary>Sets these faults of the wallet's and no others.</summary>
    internal async Task SetFaultsAsync(params (string Point, JsonNode Words)[] faults)
    {
        var gateway = new JsonObject(faults.Select(fault => KeyValuePair.Create(fault.Point, (JsonNode?)fault.Words)));
        using var response = await http.PutAsJsonAsync(Url + "/faults", new JsonObject { [wallet] = gateway });
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
    }

    /// <summary>Opens a page in the user's phone; returns the address that the phone is sent on to.</summary>
    internal async Task<Uri> VisitAsync(string user, string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { { "Cookie", $"phone_user={user}" } } };
        using var response = await http.SendAsync(request);
        return response.Headers.Location ?? throw new HttpRequestException($"{url}: {await response.Content.ReadAsStringAsync()}");
    }

    /// <summary>What the server learns of an address that a phone was sent to.</summary>
    internal static Dictionary<string, string> QueryOf(Uri address)
    {
        var fields = HttpUtility.ParseQueryString(address.Query);
        return fields.AllKeys.ToDictionary(name => name!, name => fields[name]!, StringComparer.Ordinal);
    }

    /// <summary>The next payment that is notified for this account.</summary>
    internal async Task<GatewayPayment> HearAsync(IPaymentGateway gateway, GatewayAccount account) =>
        (await JudgeNextAsync(gateway, account)).ShouldBeDone().ShouldBeOfType<GatewayNews.OfPayment>().Payment;

    /// <summary>The next news for this account that the test waits for; others before it must be genuine too, and are passed over.</summary>
    internal async Task<T> HearAsync<T>(IPaymentGateway gateway, GatewayAccount account, Func<T, bool> awaited)
        where T : GatewayNews
    {
        while (true)
        {
            if ((await JudgeNextAsync(gateway, account)).ShouldBeDone() is T news && awaited(news))
                return news;
        }
    }

    /// <summary>What becomes of the next notification for this account; it is answered as the connector says.</summary>
    internal Task<GatewayAnswer<GatewayNews>> JudgeNextAsync(IPaymentGateway gateway, GatewayAccount account) =>
        listener.JudgeNextAsync(gateway, account);

    internal async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await http.GetStringAsync(Url + path))!;

    internal async Task<JsonNode> PostAsync(string path, JsonNode body)
    {
        using var response = await http.PostAsJsonAsync(Url + path, body);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new HttpRequestException($"{path}: {text}");
    }

    internal async Task PatchAsync(string path, JsonNode body)
    {
        using var response = await http.PatchAsJsonAsync(Url + path, body);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
    }
}

/// <summary>The system's clock, moved: hours pass without waiting.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
