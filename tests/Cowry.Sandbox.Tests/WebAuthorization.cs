using System.Net;
using System.Text.Json.Nodes;
using System.Web;
using Shouldly;
using Xunit;

namespace Cowry.Sandbox.Tests;

/// <summary>A page inside WeChat learns who opened it: out with the browser for a code, in with the server for the openid.</summary>
public sealed class WebAuthorization
{
    private const string Page = "https://shop.example.com/pay?table=3号";

    [Fact]
    public async Task A_visitor_is_sent_back_with_a_code_that_tells_the_openid_once()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var browser = new Browser();
        var account = await Account(sandbox);

        var back = HttpUtility.ParseQueryString(new Uri(await browser.Goes(Authorize(sandbox, account))).Query);

        (back["table"], back["state"]).ShouldBe(("3号", "abc123"));
        var token = await Exchange(sandbox, account, back["code"]!);
        ((string?)token["openid"]).ShouldBe(await Openid(sandbox, "alice", account.Appid));
        ((string?)token["scope"], (int)token["expires_in"]!).ShouldBe(("snsapi_base", 7200));
        Errcode(await Exchange(sandbox, account, back["code"]!)).ShouldBe(40163);
    }

    [Fact]
    public async Task A_browser_may_be_anybodys_phone()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var browser = new Browser();
        var account = await Account(sandbox);
        var url = Authorize(sandbox, account);

        (await browser.Goes($"{sandbox.BaseUrl}/phone/open?user=bob&url={Uri.EscapeDataString(url)}")).ShouldBe(url);
        var code = HttpUtility.ParseQueryString(new Uri(await browser.Goes(url)).Query)["code"]!;

        ((string?)(await Exchange(sandbox, account, code))["openid"]).ShouldBe(await Openid(sandbox, "bob", account.Appid));
        (await browser.Status($"{sandbox.BaseUrl}/phone/open?user=bob&url=javascript:alert(1)")).ShouldBe(400);
        (await browser.Status($"{sandbox.BaseUrl}/phone/open?user=&url={Uri.EscapeDataString(url)}")).ShouldBe(400);
    }

    [Fact]
    public async Task A_code_lives_five_minutes()
    {
        var time = new ShiftedTime();
        await using var sandbox = await RunningSandbox.Start(time);
        using var browser = new Browser();
        var account = await Account(sandbox);
        var first = await browser.Code(Authorize(sandbox, account));
        var second = await browser.Code(Authorize(sandbox, account));

        time.Ahead = TimeSpan.FromSeconds(290);
        ((string?)(await Exchange(sandbox, account, first))["openid"]).ShouldNotBeNull();
        time.Ahead = TimeSpan.FromSeconds(301);
        Errcode(await Exchange(sandbox, account, second)).ShouldBe(42003);
    }

    [Fact]
    public async Task Of_many_who_bring_one_code_one_is_served()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var browser = new Browser();
        var account = await Account(sandbox);
        var code = await browser.Code(Authorize(sandbox, account));

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Exchange(sandbox, account, code)));

        answers.Count(answer => answer["openid"] is not null).ShouldBe(1);
        answers.Where(answer => answer["openid"] is null).ShouldAllBe(answer => Errcode(answer) == 40163);
    }

    [Theory]
    [InlineData("appid=wx0000000000000000", 40013)]
    [InlineData("appid=", 41002)]
    [InlineData("secret=00000000000000000000000000000000", 40125)]
    [InlineData("secret=", 41004)]
    [InlineData("code=011AAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 40029)]
    [InlineData("code=", 41008)]
    [InlineData("grant_type=client_credential", 40002)]
    public async Task A_wrong_exchange_is_refused_and_the_code_stays_good(string change, int errcode)
    {
        await using var sandbox = await RunningSandbox.Start();
        using var browser = new Browser();
        var account = await Account(sandbox);
        var code = await browser.Code(Authorize(sandbox, account));

        Errcode(await Exchange(sandbox, account, code, change)).ShouldBe(errcode);
        ((string?)(await Exchange(sandbox, account, code))["openid"]).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_code_holds_for_the_appid_that_asked()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var browser = new Browser();
        var account = await Account(sandbox);
        using var other = await sandbox.Merchant(new { name = "隔壁", sub_merchants = new[] { "特约" } });
        var code = await browser.Code(Authorize(sandbox, account));

        Errcode(await Exchange(sandbox, new(other.Appid, (string)other.Credentials["app_secret"]!), code)).ShouldBe(40029);
        var sub = other.Credentials["sub_merchants"]![0]!;
        var ofSub = new Known((string)sub["appid"]!, (string)sub["app_secret"]!);
        ((string?)(await Exchange(sandbox, ofSub, await browser.Code(Authorize(sandbox, ofSub))))["openid"]).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("redirect_uri={page}&appid={appid}&response_type=code&scope=snsapi_base&state=1")]
    [InlineData("appid={appid}&redirect_uri={page}&response_type=code&state=1&scope=snsapi_base")]
    [InlineData("appid=wx0000000000000000&redirect_uri={page}&response_type=code&scope=snsapi_base&state=1")]
    [InlineData("appid={appid}&redirect_uri=shop.example.com&response_type=code&scope=snsapi_base&state=1")]
    [InlineData("appid={appid}&redirect_uri={page}&response_type=token&scope=snsapi_base&state=1")]
    [InlineData("appid={appid}&redirect_uri={page}&response_type=code&scope=snsapi_login&state=1")]
    [InlineData("appid={appid}&redirect_uri={page}&response_type=code&scope=snsapi_base&state=a-b")]
    [InlineData("appid={appid}&redirect_uri={page}&response_type=code&scope=snsapi_base&state=1&user=bob")]
    public async Task An_address_of_another_pattern_is_refused(string query)
    {
        await using var sandbox = await RunningSandbox.Start();
        using var browser = new Browser();
        var account = await Account(sandbox);
        var filled = query.Replace("{appid}", account.Appid).Replace("{page}", Uri.EscapeDataString(Page));

        (await browser.Status($"{sandbox.BaseUrl}/connect/oauth2/authorize?{filled}")).ShouldBe(400);
    }

    [Fact]
    public async Task The_secret_outlives_a_restart()
    {
        var sandbox = await RunningSandbox.Start();
        var before = await Account(sandbox);
        await using var again = await sandbox.Restart();

        (await Account(again)).ShouldBe(before);
    }

    private static async Task<Known> Account(RunningSandbox sandbox)
    {
        var account = JsonNode.Parse(await sandbox.Http.GetStringAsync("/credentials"))!["official_account"]!;
        ((string?)account["base_url"]).ShouldBe(sandbox.BaseUrl);
        return new((string)account["appid"]!, (string)account["app_secret"]!);
    }

    private static string Authorize(RunningSandbox sandbox, Known account) =>
        $"{sandbox.BaseUrl}/connect/oauth2/authorize?appid={account.Appid}&redirect_uri={Uri.EscapeDataString(Page)}"
        + "&response_type=code&scope=snsapi_base&state=abc123";

    private static async Task<JsonNode> Exchange(RunningSandbox sandbox, Known account, string code, string? change = null)
    {
        var query = HttpUtility.ParseQueryString($"appid={account.Appid}&secret={account.Secret}&code={code}&grant_type=authorization_code");
        if (change?.Split('=') is [var name, var value])
            query[name] = value;
        using var answer = await sandbox.Http.GetAsync($"/sns/oauth2/access_token?{query}");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    private static int? Errcode(JsonNode answer) => (int?)answer["errcode"];

    private static async Task<string> Openid(RunningSandbox sandbox, string user, string appid) =>
        (string)JsonNode.Parse(await sandbox.Http.GetStringAsync($"/phone/openid?user={user}&appid={appid}"))!["openid"]!;

    private sealed record Known(string Appid, string Secret);

    /// <summary>Keeps cookies, as a phone's browser does, and tells where it is sent instead of going there.</summary>
    private sealed class Browser : IDisposable
    {
        private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

        public async Task<string> Goes(string url)
        {
            using var answer = await http.GetAsync(url);
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
            return answer.Headers.Location!.OriginalString;
        }

        public async Task<string> Code(string url) => HttpUtility.ParseQueryString(new Uri(await Goes(url)).Query)["code"]!;

        public async Task<int> Status(string url)
        {
            using var answer = await http.GetAsync(url);
            return (int)answer.StatusCode;
        }

        public void Dispose() => http.Dispose();
    }
}
