using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cowry.Server.Stores;
using Cowry.Server.Tests.Hosting;
using Cowry.Server.Tests.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Tests.Setup;

/// <summary>An empty system and the code that its console printed.</summary>
public sealed class FirstMerchant
{
    [Theory, OnEachDatabase]
    public async Task Of_several_set_ups_at_once_one_makes_the_merchant(string database)
    {
        await using var own = await TestDatabase.CreateAsync(database);
        await using var server = await RunningServer.StartAsync(own);
        using var http = Shop.Client(server.Address, token: null);
        (await http.GetFromJsonAsync<JsonNode>("/v1/setup"))!["required"]!.GetValue<bool>().ShouldBeTrue();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => http.PostAsJsonAsync("/v1/setup", Owner.Setup(server))));
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        foreach (var late in answers.Where(answer => answer.StatusCode != HttpStatusCode.Created))
            (await late.Content.ReadFromJsonAsync<JsonNode>())!.Text("code").ShouldBe("setup_done");
        await using var db = server.Database.Open();
        (await db.Set<MerchantRow>().CountAsync()).ShouldBe(1);
        (await db.Set<StoreRow>().CountAsync()).ShouldBe(1);
        (await http.GetFromJsonAsync<JsonNode>("/v1/setup"))!["required"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Theory, OnEachDatabase]
    public async Task Without_the_consoles_code_nothing_is_made(string database)
    {
        await using var own = await TestDatabase.CreateAsync(database);
        await using var server = await RunningServer.StartAsync(own);
        using var http = Shop.Client(server.Address, token: null);
        using var wrong = await http.PostAsJsonAsync("/v1/setup", Owner.Setup(server, "ABCD-EFGH-JKLM"));
        wrong.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await wrong.Content.ReadFromJsonAsync<JsonNode>())!.Text("code").ShouldBe("wrong_setup_code");
        (await http.GetFromJsonAsync<JsonNode>("/v1/setup"))!["required"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Guessing_the_code_is_slowed_down()
    {
        await using var own = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using var server = await RunningServer.StartAsync(own, "--Cowry:RateLimit:AttemptsPerMinute=3");
        using var http = Shop.Client(server.Address, token: null);
        for (var attempt = 0; attempt < 3; attempt++)
            (await http.PostAsJsonAsync("/v1/setup", Owner.Setup(server, "ABCD-EFGH-JKLM"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var slowed = await http.PostAsJsonAsync("/v1/setup", Owner.Setup(server, "ABCD-EFGH-JKLM"));
        slowed.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        slowed.Headers.RetryAfter.ShouldNotBeNull();
        (await slowed.Content.ReadFromJsonAsync<JsonNode>())!.Text("code").ShouldBe("rate_limited");
    }
}
