using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cowry.Client;
using Cowry.Client.Stores;
using Cowry.Server.Tests.Hosting;
using Cowry.Server.Tests.Terminals;

namespace Cowry.Server.Tests.Stores;

public sealed class Stores(World world)
{
    [Theory, OnEachDatabase]
    public async Task A_store_is_opened_changed_and_listed_newest_first(string database)
    {
        using var shop = await world.ShopAsync(database);
        var opened = await shop.PostAsync<Store>("/v1/stores", new { name = "分店", phone = "010-1234", time_zone = "Asia/Urumqi" });
        using var changed = await shop.SendAsync(HttpMethod.Patch, $"/v1/stores/{opened.Id}", new { address = "人民路 1 号", phone = "" });
        var store = await Shop.ReadAsync<Store>(changed);
        (store.Name, store.Phone, store.Address, store.TimeZone).ShouldBe(("分店", null, "人民路 1 号", "Asia/Urumqi"));

        var first = await shop.GetAsync<Page<Store>>("/v1/stores?limit=1");
        first.Data.ShouldHaveSingleItem().Id.ShouldBe(opened.Id);
        var second = await shop.GetAsync<Page<Store>>($"/v1/stores?limit=1&cursor={first.NextCursor}");
        second.Data.ShouldHaveSingleItem().Id.ShouldBe(shop.Store.Value);
        second.NextCursor.ShouldBeNull();
    }

    [Theory, OnEachDatabase]
    public async Task Another_merchants_store_does_not_exist(string database)
    {
        using var shop = await world.ShopAsync(database);
        using var other = await world.ShopAsync(database);
        using var read = await shop.SendAsync(HttpMethod.Get, $"/v1/stores/{other.Store}", null);
        read.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var change = await shop.SendAsync(HttpMethod.Patch, $"/v1/stores/{other.Store}", new { name = "我的" });
        change.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await shop.GetAsync<Page<Store>>("/v1/stores")).Data.ShouldHaveSingleItem().Id.ShouldBe(shop.Store.Value);
    }

    [Theory, OnEachDatabase]
    public async Task A_terminal_sees_its_own_store_only(string database)
    {
        using var shop = await world.ShopAsync(database);
        var branch = await shop.PostAsync<Store>("/v1/stores", new { name = "分店" });
        using var terminal = await PairedTerminal.PairAsync(shop, branch.Id);
        (await Shop.ReadAsync<Page<Store>>(await terminal.Http.GetAsync("/v1/stores"))).Data.ShouldHaveSingleItem().Id.ShouldBe(branch.Id);
        (await terminal.Http.GetAsync($"/v1/stores/{shop.Store}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, OnEachDatabase]
    public async Task Everything_that_is_wrong_is_named_at_once(string database)
    {
        using var shop = await world.ShopAsync(database);
        using var answer = await shop.SendAsync(HttpMethod.Post, "/v1/stores", new { id = "sto_x", name = " ", time_zone = "Mars/Base" });
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonNode>())!["errors"]!.AsObject();
        errors.Select(error => error.Key).ShouldBe(["name", "time_zone", "id"], ignoreOrder: true);
    }
}
