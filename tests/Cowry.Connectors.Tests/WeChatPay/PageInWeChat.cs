using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Web;
using Cowry.Domain.Payments;
using Cowry.Primitives;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.WeChatPay;

/// <summary>Our page in WeChat's browser: it learns silently who is there, opens an order for that person, and the phone pays it.</summary>
public sealed class PageInWeChat(SandboxWorld world) : IClassFixture<SandboxWorld>, IAsyncLifetime
{
    private const string Page = "https://shop.example.com/pay/plate?table=3&of=桌";
    private readonly ServiceProvider services = Accounts.Services();

    public ValueTask InitializeAsync() => new(world.SetFaultsAsync());

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private IPaymentGateway Gateway => services.GetRequiredService<IPaymentGateway>();

    private IWalletPage Wallet => (IWalletPage)Gateway;

    [Theory]
    [InlineData("merchant", "public_key", false)]
    [InlineData("merchant", "platform_certificate", false)]
    [InlineData("service_provider", "public_key", false)]
    [InlineData("service_provider", "platform_certificate", true)]
    public async Task A_visitor_pays_and_we_hear_of_it(string mode, string verification, bool withSubAppid)
    {
        var account = await OpenAsync(mode, verification, withSubAppid);
        var payer = await WhoIsAsync(account, "bob");
        var order = Order() with { NotifyUrl = world.NotifyUrlOf(account) };
        var before = await world.BalanceAsync("bob");

        var callUp = await OpenInWalletAsync(account, order, payer);
        await world.PayAsync("bob", callUp);

        var paid = (await world.HearAsync<GatewayNews.OfPayment>(Gateway, account, news => news.Payment.Number == order.Number)).Payment;
        (paid.State, paid.Amount).ShouldBe((GatewayPaymentState.Paid, new Money(1250)));
        (await Gateway.QueryAsync(account, order.Reference(), default)).ShouldBeDone().ShouldBe(paid);
        if (!withSubAppid)
            paid.Payer.ShouldBe(payer);
        (await world.BalanceAsync("bob")).ShouldBe(before - 1250);
    }

    [Fact]
    public async Task The_same_visitor_is_the_same_payer_and_another_cannot_pay()
    {
        var account = await OpenAsync();
        var payer = await WhoIsAsync(account, "bob");

        (await WhoIsAsync(account, "bob")).ShouldBe(payer);
        (await WhoIsAsync(account, "alice")).ShouldNotBe(payer);
        var callUp = await OpenInWalletAsync(account, Order(), payer);
        (await Should.ThrowAsync<HttpRequestException>(() => world.PayAsync("alice", callUp))).Message.ShouldContain("not_your_order");
    }

    [Fact]
    public async Task A_call_up_that_was_changed_on_the_way_is_refused_by_the_phone()
    {
        var account = await OpenAsync();
        var callUp = await OpenInWalletAsync(account, Order(), await WhoIsAsync(account, "bob"));
        var timestamp = JsonDocument.Parse(callUp).RootElement.GetProperty("timeStamp").GetString()!;
        var later = (long.Parse(timestamp, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);

        (await Should.ThrowAsync<HttpRequestException>(() => world.PayAsync("bob", callUp.Replace(timestamp, later))))
            .Message.ShouldContain("call_up_signature_wrong");
    }

    [Fact]
    public async Task A_page_reloaded_gets_a_fresh_call_up_for_the_same_order()
    {
        var account = await OpenAsync();
        var (order, payer) = (Order(), await WhoIsAsync(account, "bob"));
        var first = await OpenInWalletAsync(account, order, payer);
        var second = await OpenInWalletAsync(account, order, payer);

        await Should.ThrowAsync<HttpRequestException>(() => world.PayAsync("bob", first));
        await world.PayAsync("bob", second);

        (await Wallet.OpenInWalletAsync(account, order, payer, Page, default)).ShouldBeRejected().ShouldBe("gateway_order_paid");
    }

    [Fact]
    public async Task The_call_up_is_signed_for_the_pages_appid()
    {
        await using var wechat = await SmallGateway.AnsweringAsync(200, """{"prepay_id":"wx201410272009395522657a690389285100"}""");
        var account = Accounts.Of(wechat.Url, changes: ("app_secret", "secret"));

        var fields = await FieldsAsync(account, Order(), "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o");

        fields.Keys.ShouldBe(["appId", "timeStamp", "nonceStr", "package", "signType", "paySign"], ignoreOrder: true);
        (fields["appId"], fields["package"], fields["signType"])
            .ShouldBe(("wx2421b1c4370ec43b", "prepay_id=wx201410272009395522657a690389285100", "RSA"));
        var text = $"{fields["appId"]}\n{fields["timeStamp"]}\n{fields["nonceStr"]}\n{fields["package"]}\n";
        using var merchant = Accounts.MerchantPublicKey();
        new RsaKey(merchant, withPrivate: false)
            .Verify(Encoding.UTF8.GetBytes(text), Convert.FromBase64String(fields["paySign"])).ShouldBeTrue();
    }

    [Theory]
    [InlineData("merchant", "/v3/pay/transactions/jsapi", """{"openid":"oUpF8"}""")]
    [InlineData("service_provider", "/v3/pay/partner/transactions/jsapi", """{"sp_openid":"oUpF8"}""")]
    public async Task The_order_names_the_payer(string mode, string path, string payer)
    {
        await using var wechat = await SmallGateway.AnsweringAsync(200, """{"prepay_id":"wx1"}""");
        var account = Accounts.Of(wechat.Url, mode, changes: ("app_secret", "secret"));

        await FieldsAsync(account, Order(), "oUpF8");

        var request = wechat.Requests.ShouldHaveSingleItem();
        request.PathAndQuery.ShouldBe(path);
        var body = JsonDocument.Parse(request.Body).RootElement;
        body.GetProperty("payer").GetRawText().ShouldBe(payer);
        body.TryGetProperty("time_expire", out _).ShouldBeTrue();
        body.TryGetProperty("notify_url", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Without_a_payer_or_a_secret_nothing_is_opened()
    {
        var account = Accounts.Of("http://127.0.0.1:1", changes: ("app_secret", "secret"));
        var without = Accounts.Of("http://127.0.0.1:1");
        var code = new Dictionary<string, string> { ["code"] = "011AAA" };

        (await Wallet.OpenInWalletAsync(account, Order(), null, Page, default)).ShouldBeRejected().ShouldBe("gateway_payer_unknown");
        (await Wallet.PayerAsync(account, new Dictionary<string, string>(), default)).ShouldBeRejected().ShouldBe("gateway_payer_unknown");
        Wallet.AuthorizeUrl(without, Page, "1").ShouldBeNull();
        (await Wallet.PayerAsync(without, code, default)).ShouldBeRejected().ShouldBe("gateway_page_not_set_up");
        (await Wallet.OpenInWalletAsync(without, Order(), null, Page, default)).ShouldBeRejected().ShouldBe("gateway_page_not_set_up");
    }

    [Theory]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 8_3 like Mac OS X) AppleWebKit/600.1.4 (KHTML, like Gecko) Mobile/12F70 MicroMessenger/6.1.5 NetType/WIFI", true)]
    [InlineData("Mozilla/5.0 (Linux; Android 13; wv) AppleWebKit/537.36 Chrome/111.0 Mobile Safari/537.36 MMWEBID/1 micromessenger/8.0.40", true)]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 wxwork/3.1.16 MicroMessenger/7.0.1 Language/zh", false)]
    [InlineData("Mozilla/5.0 (Linux; Android 13) Chrome/111.0 Mobile Safari/537.36 MicroMessenger/8.0.40 miniProgram/wx2421b1c4370ec43b", false)]
    [InlineData("Mozilla/5.0 (iPhone) AlipayClient/10.3.0", false)]
    [InlineData("Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36", false)]
    [InlineData("", false)]
    public void It_meets_the_wallet_and_nothing_that_only_sounds_like_it(string userAgent, bool meets) =>
        Wallet.Meets(userAgent).ShouldBe(meets);

    private static GatewayOrder Order() =>
        Accounts.Order() with { NotifyUrl = "http://127.0.0.1:9/nobody", PayerIp = "203.0.113.7", StoreNumber = "sto_1" };

    private Task<GatewayAccount> OpenAsync(string mode = "merchant", string verification = "public_key", bool withSubAppid = false) =>
        world.OpenAccountAsync(mode, verification, withSubAppid: withSubAppid);

    private async Task<string> WhoIsAsync(GatewayAccount account, string user)
    {
        var url = Wallet.AuthorizeUrl(account, Page, "state1").ShouldNotBeNull();
        var back = await world.VisitAsync(user, url);
        Uri.UnescapeDataString(back.OriginalString).ShouldStartWith(Page + "&code=");
        var fields = HttpUtility.ParseQueryString(back.Query);
        fields["state"].ShouldBe("state1");
        var query = fields.AllKeys.ToDictionary(name => name!, name => fields[name]!);
        var payer = (await Wallet.PayerAsync(account, query, default)).ShouldBeDone();
        // The code is spent: whoever finds it in a log is nobody.
        (await Wallet.PayerAsync(account, query, default)).ShouldBeRejected().ShouldBe("gateway_payer_unknown");
        return payer;
    }

    private async Task<IReadOnlyDictionary<string, string>> FieldsAsync(GatewayAccount account, GatewayOrder order, string payer) =>
        (await Wallet.OpenInWalletAsync(account, order, payer, Page, default)).ShouldBeDone()
            .ShouldBeOfType<GatewayCallUp.Weixin>().Parameters;

    private async Task<string> OpenInWalletAsync(GatewayAccount account, GatewayOrder order, string payer) =>
        JsonSerializer.Serialize(await FieldsAsync(account, order, payer));
}
