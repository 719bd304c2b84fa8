using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cowry.Domain.Payments;
using Cowry.Primitives;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.WeChatPay;

/// <summary>What goes over the wire, and what is made of a well-formed answer.</summary>
public sealed partial class GatewayCalls : IDisposable
{
    private readonly ServiceProvider services = Accounts.Services();

    public void Dispose() => services.Dispose();

    private IPaymentGateway Gateway => services.GetRequiredService<IPaymentGateway>();

    [Fact]
    public async Task An_order_is_signed_and_says_what_WeChat_asks_for()
    {
        await using var wechat = await SmallGateway.AnsweringAsync(200, """{"code_url":"weixin://wxpay/bizpayurl?pr=p4lpSuKzz"}""");
        var order = Accounts.Order("🍜牛肉面") with
        {
            ExpiresAt = new DateTimeOffset(2026, 5, 1, 3, 4, 5, TimeSpan.Zero),
            PayerIp = "203.0.113.7",
            StoreNumber = "sto_1",
            TerminalId = "trm_1",
        };

        var qr = (await Gateway.ShowQrAsync(Accounts.Of(wechat.Url), order, default)).ShouldBeDone();

        qr.Content.ShouldBe("weixin://wxpay/bizpayurl?pr=p4lpSuKzz");
        var request = wechat.Requests.ShouldHaveSingleItem();
        (request.Method, request.PathAndQuery).ShouldBe(("POST", "/v3/pay/transactions/native"));
        request.Text.ShouldBe(
            $$$$"""{"appid":"wx2421b1c4370ec43b","mchid":"1900007291","description":"牛肉面","out_trade_no":"{{{{order.Number}}}}","time_expire":"2026-05-01T11:04:05+08:00","notify_url":"https://shop.example.com/notify/1","amount":{"total":1250,"currency":"CNY"},"scene_info":{"payer_client_ip":"203.0.113.7","device_id":"trm_1","store_info":{"id":"sto_1","name":"小面馆"}}}""");
        ShouldBeSigned(request);
        request.Headers["Accept"].ShouldBe("application/json");
        request.Headers["Content-Type"].ShouldBe("application/json");
        request.Headers["User-Agent"].ShouldStartWith("Cowry/");
        request.Headers["Wechatpay-Serial"].ShouldBe(TestKeys.PublicKeyId);
        request.Headers.Keys.ShouldNotContain("traceparent");
        request.Headers.Keys.ShouldNotContain("Expect");
    }

    [Fact]
    public async Task A_providers_order_names_both_parties()
    {
        await using var wechat = await SmallGateway.AnsweringAsync(200, """{"code_url":"weixin://x"}""");
        var account = Accounts.Of(wechat.Url, "service_provider", changes: ("sub_appid", "wxsub"));

        (await Gateway.ShowQrAsync(account, Accounts.Order(), default)).ShouldBeDone();

        var request = wechat.Requests.ShouldHaveSingleItem();
        request.PathAndQuery.ShouldBe("/v3/pay/partner/transactions/native");
        var body = JsonDocument.Parse(request.Body).RootElement;
        new[] { "sp_appid", "sp_mchid", "sub_appid", "sub_mchid" }.Select(name => body.GetProperty(name).GetString())
            .ShouldBe(["wx2421b1c4370ec43b", "1900007291", "wxsub", "1900000109"]);
        body.TryGetProperty("appid", out _).ShouldBeFalse();
        body.TryGetProperty("mchid", out _).ShouldBeFalse();
        body.TryGetProperty("scene_info", out _).ShouldBeFalse();
        ShouldBeSigned(request);
    }

    [Theory]
    [InlineData("merchant", "/v3/pay/transactions/out-trade-no/n12345678/close", """{"mchid":"1900007291"}""")]
    [InlineData("service_provider", "/v3/pay/partner/transactions/out-trade-no/n12345678/close", """{"sp_mchid":"1900007291","sub_mchid":"1900000109"}""")]
    public async Task A_close_is_a_signed_204(string mode, string path, string body)
    {
        await using var wechat = await SmallGateway.AnsweringAsync(204, "");

        (await Gateway.CloseAsync(Accounts.Of(wechat.Url, mode), Accounts.Reference("n12345678"), default)).ShouldBeDone();

        var request = wechat.Requests.ShouldHaveSingleItem();
        (request.Method, request.PathAndQuery, request.Text).ShouldBe(("POST", path, body));
        ShouldBeSigned(request);
    }

    [Theory]
    [InlineData("merchant", "/v3/pay/transactions/out-trade-no/n12345678?mchid=1900007291")]
    [InlineData("service_provider", "/v3/pay/partner/transactions/out-trade-no/n12345678?sp_mchid=1900007291&sub_mchid=1900000109")]
    public async Task A_query_is_a_signed_get(string mode, string path)
    {
        await using var wechat = await SmallGateway.AnsweringAsync(404, """{"code":"ORDER_NOT_EXIST","message":"订单不存在"}""");

        var payment = (await Gateway.QueryAsync(Accounts.Of(wechat.Url, mode), Accounts.Reference("n12345678"), default)).ShouldBeDone();

        payment.ShouldBe(new GatewayPayment("n12345678", GatewayPaymentState.NotFound));
        var request = wechat.Requests.ShouldHaveSingleItem();
        (request.Method, request.PathAndQuery, request.Body.Length).ShouldBe(("GET", path, 0));
        ShouldBeSigned(request);
    }

    [Theory]
    [InlineData("NOTPAY", GatewayPaymentState.Open)]
    [InlineData("USERPAYING", GatewayPaymentState.Open)]
    [InlineData("ACCEPT", GatewayPaymentState.Open)]
    [InlineData("CLOSED", GatewayPaymentState.Closed)]
    [InlineData("REVOKED", GatewayPaymentState.Closed)]
    [InlineData("PAYERROR", GatewayPaymentState.Closed)]
    [InlineData("SUCCESS", GatewayPaymentState.Paid)]
    [InlineData("REFUND", GatewayPaymentState.Paid)]
    public async Task A_queried_state_is_understood(string tradeState, GatewayPaymentState expected)
    {
        await using var wechat = await SmallGateway.AnsweringAsync(200, Transaction(tradeState));

        var payment = (await Gateway.QueryAsync(Accounts.Of(wechat.Url), Accounts.Reference("n12345678"), default)).ShouldBeDone();

        payment.State.ShouldBe(expected);
        payment.Amount.ShouldBe(expected == GatewayPaymentState.Paid ? new Money(1250) : null);
        payment.Transaction.ShouldBe(expected == GatewayPaymentState.Paid ? "42000" : null);
    }

    [Theory]
    [InlineData("""{"trade_state":"SUCCESS"}""")]
    [InlineData("""{"mchid":"1900007291","out_trade_no":"n87654321","trade_state":"NOTPAY"}""")]
    [InlineData("""{"mchid":"1900000001","out_trade_no":"n12345678","trade_state":"NOTPAY"}""")]
    [InlineData("""{"mchid":"1900007291","out_trade_no":"n12345678","trade_state":"NEW_STATE"}""")]
    [InlineData("""{"mchid":"1900007291","out_trade_no":"n12345678","trade_state":"SUCCESS"}""")]
    [InlineData("""{"mchid":"1900007291","out_trade_no":"n12345678","trade_state":"SUCCESS","transaction_id":"4","amount":{"total":0}}""")]
    [InlineData("""{"mchid":"1900007291","out_trade_no":"n12345678","trade_state":"SUCCESS","transaction_id":"4","amount":{"total":12.5}}""")]
    [InlineData("""{"mchid":"1900007291","out_trade_no":"n12345678","trade_state":"SUCCESS","transaction_id":"4","amount":{"total":1250,"currency":"HKD"}}""")]
    [InlineData("""{"mchid":"1900007291","out_trade_no":"n12345678","trade_state":"SUCCESS","transaction_id":"4","amount":{"total":99999999999999999999}}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task A_signed_answer_that_makes_no_sense_decides_nothing(string body)
    {
        await using var wechat = await SmallGateway.AnsweringAsync(200, body);

        (await Gateway.QueryAsync(Accounts.Of(wechat.Url), Accounts.Reference("n12345678"), default)).ShouldBeUnknown().ShouldBe("gateway_invalid_answer");
    }

    private static string Transaction(string state) =>
        $$$"""{"mchid":"1900007291","out_trade_no":"n12345678","trade_state":"{{{state}}}","transaction_id":"42000","success_time":"2026-05-01T11:04:05+08:00","amount":{"total":1250,"currency":"CNY"}}""";

    private static void ShouldBeSigned(Received request)
    {
        var authorization = AuthorizationShape().Match(request.Headers["Authorization"]);
        authorization.Success.ShouldBeTrue(request.Headers["Authorization"]);
        string Part(string name) => authorization.Groups[name].Value;
        (Part("mchid"), Part("serial")).ShouldBe(("1900007291", TestKeys.MerchantSerial));
        var text = $"{request.Method}\n{request.PathAndQuery}\n{Part("time")}\n{Part("nonce")}\n{request.Text}\n";
        using var merchant = Accounts.MerchantPublicKey();
        new RsaKey(merchant, withPrivate: false)
            .Verify(Encoding.UTF8.GetBytes(text), Convert.FromBase64String(Part("signature"))).ShouldBeTrue();
    }

    [GeneratedRegex("""^WECHATPAY2-SHA256-RSA2048 mchid="(?<mchid>\d+)",nonce_str="(?<nonce>\w{32})",signature="(?<signature>[^"]+)",timestamp="(?<time>\d+)",serial_no="(?<serial>\w{40})"$""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AuthorizationShape();
}
