using Cowry.Domain.Payments;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.Alipay;

/// <summary>Our page in Alipay's own browser.</summary>
public sealed class PageInAlipay : IDisposable
{
    private const string Token = "alipay.system.oauth.token";
    private const string Create = "alipay.trade.create";
    private readonly ServiceProvider services = Accounts.Services();

    public void Dispose() => services.Dispose();

    private IWalletPage Page => services.Page();

    [Theory]
    [InlineData("Mozilla/5.0 (Linux; U; Android 14) AliApp(AP/10.6.20) AlipayClient/10.6.20 Language/zh-Hans", true)]
    [InlineData("Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0.49", false)]
    [InlineData("Mozilla/5.0 (iPhone) UnionPay/1.0 CloudPay", false)]
    [InlineData("", false)]
    public void Alipays_browser_is_known_by_its_name(string userAgent, bool expected) => Page.Meets(userAgent).ShouldBe(expected);

    [Theory]
    [InlineData(null, "https://openauth.alipay.com/oauth2/publicAppAuthorize.htm")]
    [InlineData("https://openapi-sandbox.dl.alipaydev.com/gateway.do", "https://openauth-sandbox.dl.alipaydev.com/oauth2/publicAppAuthorize.htm")]
    [InlineData("http://127.0.0.1:5090", "http://127.0.0.1:5090/oauth2/publicAppAuthorize.htm")]
    [InlineData("http://127.0.0.1:5090/alipay/gateway.do", "http://127.0.0.1:5090/alipay/oauth2/publicAppAuthorize.htm")]
    [InlineData("http://127.0.0.1:5090/alipay", "http://127.0.0.1:5090/alipay/oauth2/publicAppAuthorize.htm")]
    public void The_browser_is_sent_to_say_who_it_is(string? baseUrl, string page) =>
        Page.AuthorizeUrl(Accounts.Of(baseUrl), "https://pay.example.com/q/1?a=b", "s 1").ShouldBe(
            page + $"?app_id={Accounts.AppId}&scope=auth_base&redirect_uri=https%3A%2F%2Fpay.example.com%2Fq%2F1%3Fa%3Db&state=s%201");

    [Fact]
    public void An_account_may_name_the_page() =>
        Page.AuthorizeUrl(Accounts.Of(null, changes: ("authorize_url", "https://id.example.com/who")), "https://x", "s")!
            .ShouldStartWith("https://id.example.com/who?");

    [Theory]
    [InlineData("""{"user_id":"2088102150477652","access_token":"20120823ac6ffaa4d2d84e7384bf983531473993","expires_in":"3600"}""", "2088102150477652")]
    [InlineData("""{"open_id":"074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5","access_token":"a"}""", "074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5")]
    [InlineData("""{"code":"10000","user_id":"","open_id":"074a1"}""", "074a1")]
    public async Task The_payer_is_told_for_the_code(string node, string expected)
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Token, node));
        var account = Accounts.Of(alipay.Url, "service_provider");

        (await Page.PayerAsync(account, new Dictionary<string, string> { ["auth_code"] = "4b203fe6c11548bcabd8da5bb087a83b" }, default))
            .ShouldBeDone().ShouldBe(expected);

        var request = alipay.Requests.ShouldHaveSingleItem();
        request.ShouldBeSigned();
        var fields = SmallAlipay.FieldsOf(request);
        (fields["grant_type"], fields["code"]).ShouldBe(("authorization_code", "4b203fe6c11548bcabd8da5bb087a83b"));
        fields.Keys.ShouldNotContain("biz_content");
        fields.Keys.ShouldNotContain("app_auth_token");
    }

    [Fact]
    public async Task A_code_that_is_spent_begins_again()
    {
        await using var alipay = await SmallAlipay.SayingAsync(
            $$"""{"error_response":{{SmallAlipay.Refusal("40002", "isv.code-invalid")}}}""");

        (await PayerAsync(alipay, ("auth_code", "1"))).ShouldBeRejected().ShouldBe("gateway_payer_unknown");
    }

    [Fact]
    public async Task Who_comes_back_without_a_code_begins_again()
    {
        await using var alipay = await SmallAlipay.AnsweringAsync();

        (await PayerAsync(alipay, ("state", "1"))).ShouldBeRejected().ShouldBe("gateway_payer_unknown");
        alipay.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unsigned_name_is_not_believed()
    {
        await using var alipay = await SmallAlipay.SayingAsync("""{"alipay_system_oauth_token_response":{"user_id":"2088102150477652"}}""");

        (await PayerAsync(alipay, ("auth_code", "1"))).ShouldBeUnknown().ShouldBe("gateway_signature_invalid");
    }

    [Theory]
    [InlineData("2088102150477652", "buyer_id")]
    [InlineData("074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5", "buyer_open_id")]
    public async Task An_order_is_opened_for_the_payer(string payer, string field)
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Create, $$"""{{{SmallAlipay.Success}},"trade_no":"2026050122001468450512505578"}"""));
        var order = Accounts.Order();

        (await Page.OpenInWalletAsync(Accounts.Of(alipay.Url), order, payer, "https://pay.example.com/q/1", default)).ShouldBeDone()
            .ShouldBe(new GatewayCallUp.AlipayTrade("2026050122001468450512505578"));

        var request = alipay.Requests.ShouldHaveSingleItem();
        request.ShouldBeSigned();
        SmallAlipay.FieldsOf(request)["notify_url"].ShouldBe(order.NotifyUrl);
        var content = SmallAlipay.BizContentOf(request);
        content.GetProperty(field).GetString().ShouldBe(payer);
        content.TryGetProperty(field == "buyer_id" ? "buyer_open_id" : "buyer_id", out _).ShouldBeFalse();
        (content.GetProperty("product_code").GetString(), content.GetProperty("op_app_id").GetString()).ShouldBe(("JSAPI_PAY", Accounts.AppId));
    }

    [Fact]
    public async Task An_older_contract_names_no_app()
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Create, $$"""{{{SmallAlipay.Success}},"trade_no":"2026"}"""));
        var account = Accounts.Of(alipay.Url, changes: ("wallet_product_code", "FACE_TO_FACE_PAYMENT"));

        (await Page.OpenInWalletAsync(account, Accounts.Order(), "2088102150477652", "https://x", default)).ShouldBeDone();

        SmallAlipay.BizContentOf(alipay.Requests.ShouldHaveSingleItem()).TryGetProperty("op_app_id", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_a_payer_nothing_is_opened()
    {
        await using var alipay = await SmallAlipay.AnsweringAsync();

        (await Page.OpenInWalletAsync(Accounts.Of(alipay.Url), Accounts.Order(), null, "https://x", default))
            .ShouldBeRejected().ShouldBe("gateway_payer_unknown");
        alipay.Requests.ShouldBeEmpty();
    }

    private Task<GatewayAnswer<string>> PayerAsync(SmallGateway alipay, (string Name, string Value) query) =>
        Page.PayerAsync(Accounts.Of(alipay.Url), new Dictionary<string, string> { [query.Name] = query.Value }, default);
}
