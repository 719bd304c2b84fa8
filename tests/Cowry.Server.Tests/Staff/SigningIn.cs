using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cowry.Client.Events;
using Cowry.Client.Staff;
using Cowry.Client.Stores;
using Cowry.Server.Tests.Hosting;
using Cowry.Server.Tests.Identity;
using Cowry.Server.Tests.Terminals;

namespace Cowry.Server.Tests.Staff;

/// <summary>A person with number and PIN on a paired terminal.</summary>
public sealed class SigningIn(World world)
{
    [Theory, OnEachDatabase]
    public async Task A_cashier_signs_in_acts_under_the_role_and_signs_out(string database)
    {
        using var shop = await world.ShopAsync(database);
        using var terminal = await PairedTerminal.PairAsync(shop);
        var member = await HireAsync(shop, "01", "2580", "cashier");

        var session = await terminal.SignInAsync("01", "2580");
        session.Token.ShouldStartWith("cst_");
        session.Scopes.ShouldContain("payments:write");
        session.Scopes.ShouldNotContain("staff:read");
        using var cashier = Shop.Client(shop.Server.Address, session.Token);
        var me = await Shop.ReadAsync<Me>(await cashier.GetAsync("/v1/me"));
        (me.Staff, me.StaffName, me.Terminal, me.Store).ShouldBe((member.Id, "小李", terminal.Terminal.Id, shop.Store.Value));

        using var refused = await cashier.GetAsync("/v1/staff");
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var problem = (await refused.Content.ReadFromJsonAsync<JsonNode>())!;
        problem.Text("code").ShouldBe("missing_scope");
        problem.Text("detail").ShouldContain("staff:read");

        var signedIn = (await shop.EventsAsync()).Single(e => e.Type == EventTypes.StaffSignedIn);
        signedIn.Data.GetProperty("id").GetString().ShouldBe(member.Id);
        signedIn.Actor.Terminal.ShouldBe(terminal.Terminal.Id);

        (await cashier.DeleteAsync("/v1/staff_sessions/current")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await cashier.GetAsync("/v1/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory, OnEachDatabase]
    public async Task Five_wrong_pins_lock_the_number_and_a_new_pin_unlocks_it(string database)
    {
        using var shop = await world.ShopAsync(database);
        using var terminal = await PairedTerminal.PairAsync(shop);
        var member = await HireAsync(shop, "01", "2580", "cashier");
        for (var attempt = 0; attempt < 4; attempt++)
        {
            var (status, body) = await terminal.TrySignInAsync("01", "0000");
            status.ShouldBe(HttpStatusCode.Unauthorized);
            body.Text("code").ShouldBe("wrong_pin");
        }

        (await terminal.TrySignInAsync("01", "0000")).Body.Text("code").ShouldBe("staff_locked_out");
        // Also the right one is not looked at while the number is locked.
        using var locked = await terminal.Http.PostAsJsonAsync("/v1/staff_sessions", new { number = "01", pin = "2580" });
        locked.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        locked.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(60));
        (await shop.EventsAsync()).Count(e => e.Type == EventTypes.StaffLockedOut).ShouldBe(1);

        using var changed = await shop.SendAsync(HttpMethod.Patch, $"/v1/staff/{member.Id}", new { pin = "1397" });
        (await Shop.ReadAsync<StaffMember>(changed)).LockedUntil.ShouldBeNull();
        (await terminal.SignInAsync("01", "1397")).Staff.Id.ShouldBe(member.Id);
    }

    [Theory, OnEachDatabase]
    public async Task Parallel_guesses_get_no_more_than_five_looks(string database)
    {
        using var shop = await world.ShopAsync(database);
        using var terminal = await PairedTerminal.PairAsync(shop);
        await HireAsync(shop, "01", "2580", "cashier");
        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(guess => terminal.TrySignInAsync("01", $"00{guess:00}")));
        // Four are told that they were wrong, the fifth that it locked, and the rest were never looked at.
        answers.Count(answer => answer.Body.Text("code") == "wrong_pin").ShouldBe(4);
        answers.Count(answer => answer.Body.Text("code") == "staff_locked_out").ShouldBe(20);
        (await shop.EventsAsync()).Count(e => e.Type == EventTypes.StaffLockedOut).ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task A_good_pin_begins_the_count_anew(string database)
    {
        using var shop = await world.ShopAsync(database);
        using var terminal = await PairedTerminal.PairAsync(shop);
        await HireAsync(shop, "01", "2580", "cashier");
        for (var day = 0; day < 3; day++)
        {
            for (var attempt = 0; attempt < 3; attempt++)
                (await terminal.TrySignInAsync("01", "0000")).Body.Text("code").ShouldBe("wrong_pin");
            await terminal.SignInAsync("01", "2580");
        }
    }

    [Theory, OnEachDatabase]
    public async Task Deactivation_ends_the_sessions_and_refuses_new_ones(string database)
    {
        using var shop = await world.ShopAsync(database);
        using var terminal = await PairedTerminal.PairAsync(shop);
        var member = await HireAsync(shop, "01", "2580", "manager");
        var session = await terminal.SignInAsync("01", "2580");
        using var manager = Shop.Client(shop.Server.Address, session.Token);
        (await manager.GetAsync("/v1/staff")).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var changed = await shop.SendAsync(HttpMethod.Patch, $"/v1/staff/{member.Id}", new { active = false });
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await manager.GetAsync("/v1/staff")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await terminal.TrySignInAsync("01", "2580")).Body.Text("code").ShouldBe("wrong_pin");
    }

    [Theory, OnEachDatabase]
    public async Task Revoking_the_terminal_ends_the_sessions_on_it(string database)
    {
        using var shop = await world.ShopAsync(database);
        using var terminal = await PairedTerminal.PairAsync(shop);
        await HireAsync(shop, "01", "2580", "cashier");
        using var cashier = Shop.Client(shop.Server.Address, (await terminal.SignInAsync("01", "2580")).Token);
        (await cashier.GetAsync("/v1/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var revoked = await shop.SendAsync(HttpMethod.Patch, $"/v1/terminals/{terminal.Terminal.Id}", new { status = "revoked" });
        (await cashier.GetAsync("/v1/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory, OnEachDatabase]
    public async Task Only_a_terminal_signs_people_in(string database)
    {
        using var shop = await world.ShopAsync(database);
        await HireAsync(shop, "01", "2580", "cashier");
        using var answer = await shop.SendAsync(HttpMethod.Post, "/v1/staff_sessions", new { number = "01", pin = "2580" });
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory, OnEachDatabase]
    public async Task A_number_belongs_to_one_person_and_a_known_id_is_the_same_create(string database)
    {
        using var shop = await world.ShopAsync(database);
        var member = await HireAsync(shop, "01", "2580", "cashier");
        using var taken = await shop.SendAsync(HttpMethod.Post, "/v1/staff", new { number = "01", name = "老张", role = "cashier", pin = "1111" });
        taken.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await taken.Content.ReadFromJsonAsync<JsonNode>())!["errors"]!["number"].ShouldNotBeNull();

        var again = await shop.PostAsync<StaffMember>("/v1/staff", new { id = member.Id, number = "01", name = "小李", role = "cashier", pin = "2580" });
        again.CreatedAt.ShouldBe(member.CreatedAt);
        using var other = await shop.SendAsync(HttpMethod.Post, "/v1/staff", new { id = member.Id, number = "01", name = "小李", role = "manager", pin = "2580" });
        other.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    private static Task<StaffMember> HireAsync(Shop shop, string number, string pin, string role) =>
        shop.PostAsync<StaffMember>("/v1/staff", new { number, name = "小李", role, pin });
}
