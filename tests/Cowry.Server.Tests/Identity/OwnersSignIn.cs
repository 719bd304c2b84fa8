using System.Net;
using System.Text.RegularExpressions;
using Cowry.Client.Stores;
using Cowry.Server.Identity.OAuth;
using Cowry.Server.Tests.Hosting;

namespace Cowry.Server.Tests.Identity;

/// <summary>The owner at the account pages, and the back office's tokens.</summary>
public sealed partial class OwnersSignIn
{
    [Theory, OnEachDatabase]
    public async Task An_owner_signs_in_and_the_back_office_gets_tokens_of_every_scope(string database)
    {
        await using var own = await TestDatabase.CreateAsync(database);
        await using var server = await RunningServer.StartAsync(own);
        var made = await Owner.SetUpAsync(server);
        using var browser = new Browser(server.Address);
        var asked = await browser.GetAsync(Owner.AuthorizeUrl("verifier-verifier-verifier-verifier-verifier", $"{server.Address}/office/signed-in"));
        asked.Status.ShouldBe(HttpStatusCode.Found, asked.Body);
        asked.Location!.ToString().ShouldStartWith("/account/sign-in?return_to=%2Foauth%2Fauthorize");

        (await Owner.SignInAsync(browser, "wrong password")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var signedIn = await Owner.SignInAsync(browser, back: "/office/pair?user_code=BCDF-GHJK");
        signedIn.Location!.ToString().ShouldBe("/office/pair?user_code=BCDF-GHJK");

        var tokens = await Owner.TokensAsync(server, browser);
        using var office = Shop.Client(server.Address, tokens.Text("access_token"));
        var me = await Shop.ReadAsync<Me>(await office.GetAsync("/v1/me"));
        (me.Email, me.Merchant, me.MerchantName).ShouldBe((Owner.Email, made.Text("merchant"), "老王面馆"));
        me.Scopes.ShouldBe(Client.ApiKeys.Scopes.All, ignoreOrder: true);
        (await office.GetAsync($"/v1/stores/{made.Text("store")}")).StatusCode.ShouldBe(HttpStatusCode.OK);

        (string, string)[] refresh =
        [
            ("grant_type", "refresh_token"), ("refresh_token", tokens.Text("refresh_token")), ("client_id", OAuthClients.Office), ("client_secret", Owner.Secret(server)),
        ];
        using var http = Shop.Client(server.Address, token: null);
        (await OAuthForm.PostAsync(http, "/oauth/token", refresh)).Status.ShouldBe(HttpStatusCode.OK);
        (await OAuthForm.PostAsync(http, "/oauth/token", refresh)).Status.ShouldBe(HttpStatusCode.OK);
        await OAuthForm.PostAsync(http, "/oauth/revoke", ("token", tokens.Text("refresh_token")), ("client_id", OAuthClients.Office), ("client_secret", Owner.Secret(server)));
        (await OAuthForm.PostAsync(http, "/oauth/token", refresh)).Body.Text("error").ShouldBe("invalid_grant");
    }

    [Theory, OnEachDatabase]
    public async Task Sessions_and_tokens_outlive_a_restart(string database)
    {
        await using var own = await TestDatabase.CreateAsync(database);
        using var browser = await RunAsync(own, async (server, known) =>
        {
            await Owner.SetUpAsync(server);
            (await Owner.SignInAsync(known)).Location!.ToString().ShouldBe("/office");
        });
        await using var again = await RunningServer.StartAsync(own);
        using var later = new Browser(again.Address);
        foreach (Cookie cookie in browser.Cookies.GetAllCookies())
            later.Cookies.Add(new Uri(again.Address), new Cookie(cookie.Name, cookie.Value));
        var page = await later.GetAsync("/account/security");
        page.Status.ShouldBe(HttpStatusCode.OK, page.Body);
        page.Body.ShouldContain(Owner.Email);
        (await Owner.TokensAsync(again, later)).Text("access_token").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_authenticator_asks_for_a_code_and_a_recovery_code_works_once()
    {
        await using var own = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using var server = await RunningServer.StartAsync(own);
        await Owner.SetUpAsync(server);
        using var browser = new Browser(server.Address);
        await Owner.SignInAsync(browser);
        var security = await browser.GetAsync("/account/security");
        var key = KeyText().Match(security.Body).Groups["key"].Value;
        (await browser.SubmitAsync(security.Body, "/account/authenticator", ("code", "000000"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var on = await browser.SubmitAsync(security.Body, "/account/authenticator", ("code", Totp.Now(key)));
        on.Status.ShouldBe(HttpStatusCode.OK, on.Body);
        var recovery = RecoveryCode().Matches(on.Body).Select(match => match.Groups["code"].Value).ToList();
        recovery.Count.ShouldBe(10);

        (await SecondStepAsync(server, "code", Totp.Now(key))).ShouldBe("/office");
        (await SecondStepAsync(server, "code", "123456")).ShouldBeNull();
        (await SecondStepAsync(server, "recovery_code", recovery[0])).ShouldBe("/office");
        (await SecondStepAsync(server, "recovery_code", recovery[0])).ShouldBeNull();
    }

    [Fact]
    public async Task A_changed_password_ends_the_other_sessions()
    {
        await using var own = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using var server = await RunningServer.StartAsync(own);
        await Owner.SetUpAsync(server);
        using var browser = new Browser(server.Address);
        await Owner.SignInAsync(browser);
        var tokens = await Owner.TokensAsync(server, browser);
        var page = await browser.GetAsync("/account/security");
        (await browser.SubmitAsync(page.Body, "/account/password", ("current", "not this one"), ("new", "another long one"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await browser.SubmitAsync(page.Body, "/account/password", ("current", Owner.Password), ("new", "another long one"))).Status.ShouldBe(HttpStatusCode.OK);

        using var http = Shop.Client(server.Address, token: null);
        var (_, refused) = await OAuthForm.PostAsync(
            http, "/oauth/token", ("grant_type", "refresh_token"), ("refresh_token", tokens.Text("refresh_token")),
            ("client_id", OAuthClients.Office), ("client_secret", Owner.Secret(server)));
        refused.Text("error").ShouldBe("invalid_grant");
        (await browser.GetAsync("/account/security")).Status.ShouldBe(HttpStatusCode.OK);
        using var elsewhere = new Browser(server.Address);
        (await Owner.SignInAsync(elsewhere)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Owner.SignInAsync(elsewhere, "another long one")).Status.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task A_redirect_elsewhere_is_refused_and_so_is_a_code_without_pkce()
    {
        await using var own = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using var server = await RunningServer.StartAsync(own);
        await Owner.SetUpAsync(server);
        using var browser = new Browser(server.Address);
        await Owner.SignInAsync(browser);
        foreach (var callback in new[] { "http://evil.example/office/signed-in", $"{server.Address}/office/elsewhere", $"{server.Address}/office/signed-in?x=1" })
            (await browser.GetAsync(Owner.AuthorizeUrl("v", callback))).Status.ShouldBe(HttpStatusCode.BadRequest, callback);
        var bare = Owner.AuthorizeUrl("v", $"{server.Address}/office/signed-in").Split("&code_challenge=")[0];
        var refused = await browser.GetAsync(bare);
        (refused.Location?.Query ?? refused.Body).ShouldContain("code_challenge");
        (refused.Location?.Query ?? "").ShouldNotContain("code=");
    }

    [Fact]
    public async Task Forms_without_our_token_and_crafted_returns_are_refused()
    {
        await using var own = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using var server = await RunningServer.StartAsync(own);
        await Owner.SetUpAsync(server);
        using var browser = new Browser(server.Address);
        (await Owner.SignInAsync(browser, back: "//evil.example/")).Location!.ToString().ShouldBe("/office");
        var forged = await browser.PostAsync("/account/password", [KeyValuePair.Create("current", Owner.Password), KeyValuePair.Create("new", "taken over by me")]);
        forged.Status.ShouldBe(HttpStatusCode.BadRequest);
        // A link on another site only asks; one of ours signs out.
        (await browser.GetAsync("/account/sign-out", ("Sec-Fetch-Site", "cross-site"))).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync("/account/security")).Status.ShouldBe(HttpStatusCode.OK);
        await browser.GetAsync("/account/sign-out", ("Sec-Fetch-Site", "same-origin"));
        (await browser.GetAsync("/account/security")).Status.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task Pages_speak_both_languages()
    {
        await using var own = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using var server = await RunningServer.StartAsync(own);
        using var browser = new Browser(server.Address);
        (await browser.GetAsync("/account/sign-in")).Body.ShouldContain("Sign in with your e-mail");
        await browser.GetAsync("/account/language?to=zh-CN&return_to=/account/sign-in");
        var page = await browser.GetAsync("/account/sign-in");
        WebUtility.HtmlDecode(page.Body).ShouldContain("用邮箱和密码登录后台");
        page.Body.ShouldContain("<html lang=\"zh-CN\">");
    }

    private static async Task<Browser> RunAsync(TestDatabase database, Func<RunningServer, Browser, Task> story)
    {
        await using var server = await RunningServer.StartAsync(database);
        var browser = new Browser(server.Address);
        await story(server, browser);
        return browser;
    }

    private static async Task<string?> SecondStepAsync(RunningServer server, string field, string value)
    {
        using var browser = new Browser(server.Address);
        var first = await Owner.SignInAsync(browser);
        first.Location!.ToString().ShouldStartWith("/account/sign-in/code");
        var page = await browser.GetAsync(first.Location.ToString());
        var second = await browser.SubmitAsync(page.Body, "/account/sign-in/code", (field, value));
        return second.Location?.ToString();
    }

    [GeneratedRegex("<code>(?<key>[A-Z2-7]+)</code>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KeyText();

    [GeneratedRegex("<li>(?<code>[^<]+)</li>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RecoveryCode();
}
