using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cowry.Client.Staff;
using Cowry.Client.Terminals;
using Cowry.Server.Tests.Hosting;
using Cowry.Server.Tests.Identity;

namespace Cowry.Server.Tests.Terminals;

/// <summary>A device that went through the whole pairing over HTTP.</summary>
internal sealed class PairedTerminal(Shop shop, Terminal terminal, string accessToken, string refreshToken) : IDisposable
{
    public Terminal Terminal { get; } = terminal;

    public string RefreshToken { get; } = refreshToken;

    public HttpClient Http { get; } = Shop.Client(shop.Server.Address, accessToken);

    public static async Task<PairedTerminal> PairAsync(Shop shop, string? store = null)
    {
        using var device = Shop.Client(shop.Server.Address, token: null);
        var (_, request) = await OAuthForm.PostAsync(device, "/oauth/device", ("client_id", "cowry-terminal"), ("scope", "terminal"));
        var terminal = await shop.PostAsync<Terminal>(
            "/v1/terminals", new { user_code = request.Text("user_code"), name = "前台", store = store ?? shop.Store.Value });
        var (status, tokens) = await OAuthForm.RedeemAsync(device, request.Text("device_code"));
        status.ShouldBe(HttpStatusCode.OK, tokens.ToJsonString());
        return new PairedTerminal(shop, terminal, tokens.Text("access_token"), tokens.Text("refresh_token"));
    }

    public async Task<(HttpStatusCode Status, JsonNode Body)> TrySignInAsync(string number, string pin)
    {
        using var answer = await Http.PostAsJsonAsync("/v1/staff_sessions", new { number, pin });
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonNode>())!);
    }

    public async Task<StaffSession> SignInAsync(string number, string pin)
    {
        using var answer = await Http.PostAsJsonAsync("/v1/staff_sessions", new { number, pin });
        return await Shop.ReadAsync<StaffSession>(answer);
    }

    public void Dispose() => Http.Dispose();
}
