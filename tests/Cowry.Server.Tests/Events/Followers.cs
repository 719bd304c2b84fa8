using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Cowry.Client;
using Cowry.Client.Events;
using Cowry.Server.Commands;
using Cowry.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cowry.Server.Tests.Events;

/// <summary>A terminal's follower over server-sent events: cut off and back at random, it sees every event once and in order.</summary>
public sealed class Followers(World world)
{
    [Theory, OnEachDatabase]
    public async Task A_follower_that_is_cut_at_random_sees_each_event_once_in_order(string database)
    {
        using var shop = await world.ShopAsync(database);
        await using var proxy = new CuttingProxy(shop.Server.Address, seed: 20261124);
        const int Count = 300;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var following = FollowAsync(proxy.Address, shop, Count, patience.Token);
        for (var i = 0; i < Count; i++)
            await AppendAsync(shop, i);

        var seen = await following;
        seen.Select(e => e.Seq).ShouldBe(Enumerable.Range(1, Count).Select(n => (long)n));
        seen.Select(e => e.Data.GetProperty("number").GetInt32()).ShouldBe(Enumerable.Range(0, Count));
        proxy.Cuts.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task Two_server_processes_on_one_database_tell_each_others_events()
    {
        var database = await world.DatabaseAsync(TestDatabase.Postgres);
        using var shop = await world.ShopAsync(TestDatabase.Postgres);
        await using var other = await RunningServer.StartAsync(database);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var following = FollowAsync(other.Address, shop, 5, patience.Token);
        for (var i = 0; i < 5; i++)
            await AppendAsync(shop, i);
        (await following).Select(e => e.Seq).ShouldBe([1L, 2L, 3L, 4L, 5L]);
    }

    [Fact]
    public async Task With_redis_the_hint_comes_at_once()
    {
        var redis = Environment.GetEnvironmentVariable("COWRY_TEST_REDIS")
            ?? throw new InvalidOperationException("COWRY_TEST_REDIS must name a Redis for tests; ./cowry test starts one");
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Postgres);
        await using var one = await RunningServer.StartAsync(database, $"--Cowry:Redis={redis}");
        await using var two = await RunningServer.StartAsync(database, $"--Cowry:Redis={redis}");
        using var shop = await Shop.OpenAsync(one, world.Sandbox);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var following = FollowAsync(two.Address, shop, 3, patience.Token);
        for (var i = 0; i < 3; i++)
            await AppendAsync(shop, i);
        (await following).Count.ShouldBe(3);
    }

    [Theory, OnEachDatabase]
    public async Task A_follower_may_not_listen_to_another_merchant(string database)
    {
        using var mine = await world.ShopAsync(database);
        using var theirs = await world.ShopAsync(database);
        await AppendAsync(theirs, 1);
        var page = await mine.GetAsync<EventPage>($"/v1/events?stream={theirs.Store}&after=0");
        page.Data.ShouldBeEmpty();
        using var merchant = await mine.Http.GetAsync($"/v1/events?stream={theirs.Merchant}&after=0");
        ((int)merchant.StatusCode).ShouldBe(404);
    }

    private static Task AppendAsync(Shop shop, int number) =>
        shop.Server.Services.GetRequiredService<CommandRunner>().StepAsync(
            Request.Worker(shop.Merchant),
            work =>
            {
                work.Append(shop.Store.Value, EventTypes.PrintQueued, new { number });
                return Task.FromResult(true);
            },
            CancellationToken.None);

    /// <summary>What a terminal does: follow, and after a cut come back with the id of the last event it saw.</summary>
    private static async Task<List<EventRecord>> FollowAsync(string address, Shop shop, int count, CancellationToken cancel)
    {
        var seen = new List<EventRecord>();
        while (seen.Count < count)
        {
            try
            {
                await FollowOnceAsync(address, shop, seen, count, cancel);
            }
            catch (Exception error) when (error is HttpRequestException or IOException)
            {
                cancel.ThrowIfCancellationRequested();
            }
        }

        return seen;
    }

    private static async Task FollowOnceAsync(string address, Shop shop, List<EventRecord> seen, int count, CancellationToken cancel)
    {
        using var http = Shop.Client(address, shop.Key);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/events?stream={shop.Store}");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        request.Headers.Add("Last-Event-ID", $"{(seen.Count == 0 ? 0 : seen[^1].Seq)}");
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        answer.EnsureSuccessStatusCode();
        await foreach (var item in SseParser.Create(await answer.Content.ReadAsStreamAsync(cancel)).EnumerateAsync(cancel))
        {
            var e = JsonSerializer.Deserialize<EventRecord>(item.Data, Wire.Json)!;
            item.EventId.ShouldBe($"{e.Seq}");
            seen.Add(e);
            if (seen.Count == count)
                return;
        }
    }
}
