using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cowry.Client.Events;
using Cowry.Client.Stores;
using Cowry.Client.Terminals;
using Cowry.Server.Tests.Hosting;
using Cowry.Server.Tests.Identity;

namespace Cowry.Server.Tests.Terminals;

/// <summary>A device shows a code, the owner approves it, and until it is revoked it is a terminal of the shop.</summary>
public sealed class Pairing(World world)
{
    [Theory, OnEachDatabase]
    public async Task A_device_waits_is_approved_and_becomes_a_terminal(string database)
    {
        using var shop = await world.ShopAsync(database);
        using var device = Shop.Client(shop.Server.Address, token: null);
        var (_, request) = await OAuthForm.PostAsync(device, "/oauth/device", ("client_id", "cowry-terminal"), ("scope", "terminal"));
        request.Text("user_code").ShouldMatch("^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$");
        request.Text("verification_uri_complete").ShouldEndWith($"/office/pair?user_code={request.Text("user_code")}");

        var (waiting, pending) = await OAuthForm.RedeemAsync(device, request.Text("device_code"));
        waiting.ShouldBe(HttpStatusCode.BadRequest);
        pending.Text("error").ShouldBe("authorization_pending");
        (await OAuthForm.RedeemAsync(device, request.Text("device_code"))).Body.Text("error").ShouldBe("slow_down");

        var terminal = await shop.PostAsync<Terminal>(
            "/v1/terminals", new { user_code = request.Text("user_code").ToLowerInvariant(), name = "前台", store = shop.Store.Value });
        var (status, tokens) = await OAuthForm.RedeemAsync(device, request.Text("device_code"));
        status.ShouldBe(HttpStatusCode.OK, tokens.ToJsonString());
        using var asTerminal = Shop.Client(shop.Server.Address, tokens.Text("access_token"));
        var me = await Shop.ReadAsync<Me>(await asTerminal.GetAsync("/v1/me"));
        (me.Terminal, me.TerminalName, me.Store, me.Merchant).ShouldBe((terminal.Id, "前台", shop.Store.Value, shop.Merchant.Value));
        me.Scopes.ShouldBe(["payments:read", "printing:read", "stores:read"]);

        (await shop.EventsAsync()).ShouldHaveSingleItem().Type.ShouldBe(EventTypes.TerminalPaired);
    }

    [Theory, OnEachDatabase]
    public async Task Tokens_are_given_once_and_a_code_pairs_once(string database)
    {
        using var shop = await world.ShopAsync(database);
        using var device = Shop.Client(shop.Server.Address, token: null);
        var (_, request) = await OAuthForm.PostAsync(device, "/oauth/device", ("client_id", "cowry-terminal"));
        var pair = new { user_code = request.Text("user_code"), name = "前台", store = shop.Store.Value };

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => shop.SendAsync(HttpMethod.Post, "/v1/terminals", pair)));
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.NotFound).ShouldBe(5);

        var redeemed = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => OAuthForm.RedeemAsync(device, request.Text("device_code"))));
        redeemed.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        redeemed.Where(answer => answer.Status != HttpStatusCode.OK).ShouldAllBe(answer => answer.Body.Text("error") == "invalid_grant");
    }

    [Theory, OnEachDatabase]
    public async Task Several_tabs_share_one_refresh_token(string database)
    {
        using var shop = await world.ShopAsync(database);
        using var terminal = await PairedTerminal.PairAsync(shop);
        for (var tab = 0; tab < 3; tab++)
        {
            var (status, tokens) = await OAuthForm.RefreshAsync(terminal.Http, terminal.RefreshToken);
            status.ShouldBe(HttpStatusCode.OK, tokens.ToJsonString());
            using var http = Shop.Client(shop.Server.Address, tokens.Text("access_token"));
            (await Shop.ReadAsync<Me>(await http.GetAsync("/v1/me"))).Terminal.ShouldBe(terminal.Terminal.Id);
        }
    }

    [Theory, OnEachDatabase]
    public async Task A_revoked_terminal_is_refused_at_once_and_never_comes_back(string database)
    {
        using var shop = await world.ShopAsync(database);
        using var terminal = await PairedTerminal.PairAsync(shop);
        (await terminal.Http.GetAsync("/v1/me")).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var revoked = await shop.SendAsync(HttpMethod.Patch, $"/v1/terminals/{terminal.Terminal.Id}", new { status = "revoked" });
        revoked.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var refused = await terminal.Http.GetAsync("/v1/me");
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        refused.Headers.WwwAuthenticate.ToString().ShouldContain("invalid_token");
        (await refused.Content.ReadFromJsonAsync<JsonNode>())!.Text("code").ShouldBe("terminal_revoked");
        (await OAuthForm.RefreshAsync(terminal.Http, terminal.RefreshToken)).Body.Text("error").ShouldBe("invalid_grant");

        using var back = await shop.SendAsync(HttpMethod.Patch, $"/v1/terminals/{terminal.Terminal.Id}", new { status = "active" });
        back.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Theory, OnEachDatabase]
    public async Task A_revocation_reaches_another_process_within_two_seconds(string database)
    {
        using var shop = await world.ShopAsync(database);
        await using var other = await RunningServer.StartAsync(await world.DatabaseAsync(database));
        using var terminal = await PairedTerminal.PairAsync(shop);
        using var elsewhere = Shop.Client(other.Address, null);
        elsewhere.DefaultRequestHeaders.Authorization = terminal.Http.DefaultRequestHeaders.Authorization;
        (await elsewhere.GetAsync("/v1/me")).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var revoked = await shop.SendAsync(HttpMethod.Patch, $"/v1/terminals/{terminal.Terminal.Id}", new { status = "revoked" });
        var start = TimeProvider.System.GetTimestamp();
        await Shop.UntilAsync(async () => (await elsewhere.GetAsync("/v1/me")).StatusCode, status => status == HttpStatusCode.Unauthorized);
        TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    [Theory, OnEachDatabase]
    public async Task Guessing_codes_is_stopped(string database)
    {
        using var shop = await world.ShopAsync(database);
        var statuses = new List<HttpStatusCode>();
        for (var guess = 0; guess < 12; guess++)
        {
            using var answer = await shop.SendAsync(HttpMethod.Post, "/v1/terminals", new { user_code = "BCDF-GHJK", name = "前台", store = shop.Store.Value });
            statuses.Add(answer.StatusCode);
        }

        statuses.Take(10).ShouldAllBe(status => status == HttpStatusCode.NotFound);
        statuses.Skip(10).ShouldAllBe(status => status == HttpStatusCode.TooManyRequests);
    }

    [Theory, OnEachDatabase]
    public async Task The_metadata_names_the_endpoints_by_their_standard_names(string database)
    {
        var server = await world.ServerAsync(database);
        using var http = Shop.Client(server.Address, token: null);
        foreach (var address in new[] { "/.well-known/oauth-authorization-server", "/.well-known/openid-configuration" })
        {
            var metadata = (await http.GetFromJsonAsync<JsonNode>(address))!;
            metadata.Text("device_authorization_endpoint").ShouldBe($"{server.Address}/oauth/device");
            metadata.Text("token_endpoint").ShouldBe($"{server.Address}/oauth/token");
            metadata["grant_types_supported"]!.AsArray().Select(grant => grant!.GetValue<string>())
                .ShouldBe([OAuthForm.DeviceGrant, "authorization_code", "refresh_token"], ignoreOrder: true);
            metadata["code_challenge_methods_supported"]!.AsArray().Select(method => method!.GetValue<string>()).ShouldBe(["S256"]);
        }
    }
}
