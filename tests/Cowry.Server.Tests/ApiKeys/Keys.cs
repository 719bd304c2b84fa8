using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cowry.Client;
using Cowry.Client.ApiKeys;
using Cowry.Client.Stores;
using Cowry.Server.ApiKeys;
using Cowry.Server.Commands;
using Cowry.Server.Identity;
using Cowry.Server.Tests.Hosting;
using Cowry.Server.Tests.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cowry.Server.Tests.ApiKeys;

public sealed class Keys(World world)
{
    [Theory, OnEachDatabase]
    public async Task A_key_does_what_its_scopes_allow_until_it_is_revoked(string database)
    {
        using var shop = await world.ShopAsync(database);
        var key = await shop.PostAsync<ApiKey>("/v1/api_keys", new { name = "对账", scopes = new[] { "payments:read" } });
        using var program = Shop.Client(shop.Server.Address, key.Secret);
        (await program.GetAsync("/v1/payments")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var refused = await program.GetAsync("/v1/stores");
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        refused.Headers.WwwAuthenticate.ToString().ShouldContain("insufficient_scope");

        using var revoked = await shop.SendAsync(HttpMethod.Delete, $"/v1/api_keys/{key.Id}", null);
        revoked.IsSuccessStatusCode.ShouldBeTrue();
        (await program.GetAsync("/v1/payments")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var listed = (await shop.GetAsync<Page<ApiKey>>("/v1/api_keys")).Data.Single(k => k.Id == key.Id);
        (listed.Secret, listed.Ending, listed.RevokedAt is null).ShouldBe((null, key.Secret![^4..], false));
    }

    [Theory, OnEachDatabase]
    public async Task Nobody_gives_a_key_more_than_they_have(string database)
    {
        using var shop = await world.ShopAsync(database);
        var key = await shop.PostAsync<ApiKey>("/v1/api_keys", new { name = "应用", scopes = new[] { "apps:write", "payments:read" } });
        using var program = Shop.Client(shop.Server.Address, key.Secret);
        using var refused = await program.PostAsJsonAsync("/v1/api_keys", new { name = "more", scopes = new[] { "payments:write" } });
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var unknown = await program.PostAsJsonAsync("/v1/api_keys", new { name = "more", scopes = new[] { "everything" } });
        unknown.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory, OnEachDatabase]
    public async Task The_same_idempotency_key_gives_the_same_secret_and_none_is_stored_in_the_clear(string database)
    {
        using var shop = await world.ShopAsync(database);
        var body = new { name = "应用", scopes = new[] { "payments:read" } };
        var first = await shop.PostAsync<ApiKey>("/v1/api_keys", body, "one");
        var again = await shop.PostAsync<ApiKey>("/v1/api_keys", body, "one");
        (again.Id, again.Secret).ShouldBe((first.Id, first.Secret));

        await using var db = shop.Server.Database.Open();
        var kept = await db.Set<IdempotencyRow>().SingleAsync(row => row.MerchantId == shop.Merchant && row.Key.EndsWith(":one"));
        kept.Body!.ShouldNotContain(first.Secret!["csk_".Length..]);
    }

    [Theory, OnEachDatabase]
    public async Task An_expired_key_says_so_and_rubbish_says_nothing(string database)
    {
        using var shop = await world.ShopAsync(database);
        var now = TimeProvider.System.GetUtcNow();
        await using (var db = shop.Server.Database.Open())
        {
            db.Add(new ApiKeyRow
            {
                MerchantId = shop.Merchant,
                Id = Cowry.Primitives.Id.New<Cowry.Primitives.ApiKeyId>(now),
                CreatedAt = now,
                Name = "old",
                SecretHash = SecretTokens.Hash("csk_old_" + shop.Merchant.Value),
                Ending = "....",
                Scopes = "payments:read",
                ExpiresAt = now.AddSeconds(-1),
            });
            await db.SaveChangesAsync();
        }

        (await CodeAsync(shop, "csk_old_" + shop.Merchant.Value)).ShouldBe("token_expired");
        foreach (var rubbish in new[] { "csk_nothing", "cst_nothing", "a.b.c", "x", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c3JfMSJ9." })
            (await CodeAsync(shop, rubbish)).ShouldBe("unauthenticated");
        using var nobody = Shop.Client(shop.Server.Address, token: null);
        using var answer = await nobody.GetAsync("/v1/me");
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
    }

    [Theory, OnEachDatabase]
    public async Task The_last_use_is_written_later(string database)
    {
        using var shop = await world.ShopAsync(database);
        var me = await shop.GetAsync<Me>("/v1/me");
        await shop.Server.Services.GetRequiredService<SeenTimes>().WriteAsync(TestContext.Current.CancellationToken);
        var key = (await shop.GetAsync<Page<ApiKey>>("/v1/api_keys")).Data.Single(k => k.Id == me.ApiKey);
        key.LastUsedAt.ShouldNotBeNull();
    }

    private static async Task<string> CodeAsync(Shop shop, string token)
    {
        using var http = Shop.Client(shop.Server.Address, token);
        using var answer = await http.GetAsync("/v1/me");
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!.Text("code");
    }
}
