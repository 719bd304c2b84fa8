using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cowry.Client.ApiKeys;
using Cowry.Server.Tests.Hosting;

namespace Cowry.Server.Tests.Identity;

public sealed class Limits(World world)
{
    [Fact]
    public async Task A_key_that_asks_too_often_is_told_to_wait_and_others_are_not()
    {
        await using var own = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using var server = await RunningServer.StartAsync(own, "--Cowry:RateLimit:PerMinute=20");
        using var shop = await Shop.OpenAsync(server, world.Sandbox);
        var other = await shop.PostAsync<ApiKey>("/v1/api_keys", new { name = "other", scopes = new[] { "stores:read" } });
        HttpResponseMessage? refused = null;
        for (var request = 0; request < 30 && refused is null; request++)
        {
            var answer = await shop.SendAsync(HttpMethod.Get, "/v1/stores", null);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                refused = answer;
        }

        refused.ShouldNotBeNull().Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        (await refused.Content.ReadFromJsonAsync<JsonNode>())!.Text("code").ShouldBe("rate_limited");
        using var program = Shop.Client(server.Address, other.Secret);
        (await program.GetAsync("/v1/stores")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
