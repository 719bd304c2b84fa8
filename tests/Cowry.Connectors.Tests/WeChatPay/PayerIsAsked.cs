using Cowry.Domain.Payments;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.WeChatPay;

/// <summary>What is asked of the account platform, and what is made of its answers.</summary>
public sealed class PayerIsAsked : IDisposable
{
    private const string Openid = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";
    private static readonly Dictionary<string, string> Code = new() { ["code"] = "011A&B", ["state"] = "1" };
    private readonly ServiceProvider services = Accounts.Services(options => options.TotalTimeout = TimeSpan.FromSeconds(5));

    public void Dispose() => services.Dispose();

    private IWalletPage Wallet => (IWalletPage)services.GetRequiredService<IPaymentGateway>();

    [Fact]
    public void The_visitor_is_sent_to_WeChats_own_address_in_its_fixed_pattern() =>
        Wallet.AuthorizeUrl(Accounts.Of(null, changes: ("app_secret", "s3cret")), "https://shop.example.com/p?a=1&b=桌", "st8").ShouldBe(
            "https://open.weixin.qq.com/connect/oauth2/authorize?appid=wx2421b1c4370ec43b"
            + "&redirect_uri=https%3A%2F%2Fshop.example.com%2Fp%3Fa%3D1%26b%3D%E6%A1%8C"
            + "&response_type=code&scope=snsapi_base&state=st8#wechat_redirect");

    [Fact]
    public async Task The_code_is_exchanged_and_the_openid_read()
    {
        await using var platform = await AnsweringAsync(
            $$"""{"access_token":"A","expires_in":7200,"refresh_token":"R","openid":"{{Openid}}","scope":"snsapi_base","new":[1]}""");

        (await AskAsync(platform)).ShouldBeDone().ShouldBe(Openid);

        var request = platform.Requests.ShouldHaveSingleItem();
        (request.Method, request.PathAndQuery).ShouldBe((
            "GET", "/under/sns/oauth2/access_token?appid=wx2421b1c4370ec43b&secret=s3cret&code=011A%26B&grant_type=authorization_code"));
        // The merchant's signature is WeChat Pay's business alone.
        request.Headers.Keys.ShouldNotContain("Authorization");
    }

    [Theory]
    [InlineData(40029, "gateway_payer_unknown")]
    [InlineData(40163, "gateway_payer_unknown")]
    [InlineData(42003, "gateway_payer_unknown")]
    [InlineData(41008, "gateway_payer_unknown")]
    [InlineData(40001, "gateway_app_secret_refused")]
    [InlineData(40125, "gateway_app_secret_refused")]
    [InlineData(40013, "gateway_appid_unknown")]
    [InlineData(40164, "gateway_address_not_allowed")]
    [InlineData(48001, "gateway_product_not_opened")]
    [InlineData(49999, "gateway_refused")]
    public async Task A_refusal_is_final(int errcode, string code)
    {
        await using var platform = await AnsweringAsync($$"""{"errcode":{{errcode}},"errmsg":"no, rid: 1"}""");

        var answer = await AskAsync(platform);

        answer.ShouldBeRejected().ShouldBe(code);
        answer.ToString()!.ShouldNotContain("s3cret");
    }

    [Theory]
    [InlineData(200, """{"errcode":-1,"errmsg":"system busy"}""", "gateway_unavailable")]
    [InlineData(200, """{"errcode":45011,"errmsg":"too often"}""", "gateway_rate_limited")]
    [InlineData(200, """{"errcode":0}""", "gateway_invalid_answer")]
    [InlineData(200, """{"openid":""}""", "gateway_invalid_answer")]
    [InlineData(200, """{"openid":5}""", "gateway_invalid_answer")]
    [InlineData(200, "<html>", "gateway_invalid_answer")]
    [InlineData(200, "", "gateway_invalid_answer")]
    [InlineData(301, "", "gateway_invalid_answer")]
    [InlineData(429, "", "gateway_rate_limited")]
    [InlineData(502, "<html>", "gateway_unavailable")]
    public async Task Trouble_is_no_decision(int status, string body, string code)
    {
        await using var platform = await AnsweringAsync(body, status);

        (await AskAsync(platform)).ShouldBeUnknown().ShouldBe(code);
    }

    [Fact]
    public async Task A_made_up_visitor_of_a_snapshot_is_nobody()
    {
        await using var platform = await AnsweringAsync($$"""{"openid":"{{Openid}}","is_snapshotuser":1}""");

        (await AskAsync(platform)).ShouldBeRejected().ShouldBe("gateway_payer_unknown");
    }

    [Fact]
    public async Task Nobody_at_the_address_is_unknown_and_no_message_tells_the_secret()
    {
        var account = Accounts.Of(null, changes: [("app_secret", "s3cret"), ("official_account_base_url", "http://127.0.0.1:1")]);

        var answer = await Wallet.PayerAsync(account, Code, default);

        answer.ShouldBeUnknown().ShouldBe("gateway_unavailable");
        answer.ToString()!.ShouldNotContain("s3cret");
    }

    [Fact]
    public async Task An_account_without_an_address_asks_the_platform_of_the_options()
    {
        await using var platform = await AnsweringAsync($$"""{"openid":"{{Openid}}"}""");
        using var real = Accounts.Services(options =>
        {
            options.AuthorizeHost = new Uri("https://open.example.com");
            options.OfficialAccountHost = new Uri(platform.Url);
        });
        var wallet = (IWalletPage)real.GetRequiredService<IPaymentGateway>();
        var account = Accounts.Of(null, changes: ("app_secret", "s3cret"));

        wallet.AuthorizeUrl(account, "https://shop.example.com/", "1")!.ShouldStartWith("https://open.example.com/connect/");
        (await wallet.PayerAsync(account, Code, default)).ShouldBeDone().ShouldBe(Openid);
    }

    private static Task<SmallGateway> AnsweringAsync(string body, int status = 200) =>
        SmallGateway.StartAsync((_, http, _) => SmallGateway.WriteUnsignedAsync(http, status, body));

    private Task<GatewayAnswer<string>> AskAsync(SmallGateway platform) => Wallet.PayerAsync(
        Accounts.Of(null, changes: [("app_secret", "s3cret"), ("official_account_base_url", platform.Url + "/under/")]), Code, default);
}
