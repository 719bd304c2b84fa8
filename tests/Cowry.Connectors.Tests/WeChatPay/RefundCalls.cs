using Cowry.Domain.Payments;
using Cowry.Primitives;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.WeChatPay;

/// <summary>What goes over the wire for a refund, and answers that the sandbox never gives.</summary>
public sealed class RefundCalls : IDisposable
{
    private const string Processing =
        """{"refund_id":"50000","out_refund_no":"r12345678","transaction_id":"42000","out_trade_no":"n12345678","status":"PROCESSING","create_time":"2026-05-01T11:04:05+08:00","amount":{"total":1250,"refund":300,"currency":"CNY"}}""";

    private static readonly GatewayRefundOrder Refund = new(
        new GatewayReference("n12345678", DateTimeOffset.UnixEpoch, "42000"),
        new Money(1250),
        new GatewayReference("r12345678", DateTimeOffset.UnixEpoch),
        new Money(300),
        "🍜少了一碗",
        "https://shop.example.com/notify/1");

    private readonly ServiceProvider services = Accounts.Services();

    public void Dispose() => services.Dispose();

    private IRefundGateway Refunds => (IRefundGateway)services.GetRequiredService<IPaymentGateway>();

    [Theory]
    [InlineData("merchant", "")]
    [InlineData("service_provider", "\"sub_mchid\":\"1900000109\",")]
    public async Task A_refund_says_what_WeChat_asks_for(string mode, string subMerchant)
    {
        await using var wechat = await SmallGateway.AnsweringAsync(200, Processing);

        var taken = (await Refunds.RefundAsync(Accounts.Of(wechat.Url, mode), Refund, default)).ShouldBeDone();

        taken.ShouldBe(new GatewayRefund("r12345678", GatewayRefundState.Processing, new Money(300), "50000"));
        var request = wechat.Requests.ShouldHaveSingleItem();
        (request.Method, request.PathAndQuery).ShouldBe(("POST", "/v3/refund/domestic/refunds"));
        request.Text.ShouldBe(
            $$$$"""{{{{{subMerchant}}}}"out_trade_no":"n12345678","out_refund_no":"r12345678","reason":"少了一碗","notify_url":"https://shop.example.com/notify/1","amount":{"refund":300,"total":1250,"currency":"CNY"}}""");
    }

    [Theory]
    [InlineData("merchant", "/v3/refund/domestic/refunds/r12345678")]
    [InlineData("service_provider", "/v3/refund/domestic/refunds/r12345678?sub_mchid=1900000109")]
    public async Task A_query_names_it(string mode, string path)
    {
        await using var wechat = await SmallGateway.AnsweringAsync(200, Processing);

        (await Refunds.QueryRefundAsync(Accounts.Of(wechat.Url, mode), Refund, default)).ShouldBeDone();

        var request = wechat.Requests.ShouldHaveSingleItem();
        (request.Method, request.PathAndQuery).ShouldBe(("GET", path));
    }

    [Fact]
    public async Task A_reason_is_left_out_or_cut()
    {
        await using var wechat = await SmallGateway.AnsweringAsync(200, Processing);
        var account = Accounts.Of(wechat.Url);

        await Refunds.RefundAsync(account, Refund with { Reason = "🍜" }, default);
        await Refunds.RefundAsync(account, Refund with { Reason = new string('长', 200) }, default);

        wechat.Requests.First().Text.ShouldNotContain("reason");
        wechat.Requests.Last().Text.ShouldContain($"\"reason\":\"{new string('长', 26)}\"");
    }

    [Fact]
    public async Task A_closed_one_failed_and_an_abnormal_one_says_where_it_is_stuck()
    {
        await using var closed = await SmallGateway.AnsweringAsync(200, Processing.Replace("PROCESSING", "CLOSED"));
        await using var stuck = await SmallGateway.AnsweringAsync(
            200, Processing.Replace("\"PROCESSING\"", "\"ABNORMAL\",\"user_received_account\":\"招商银行信用卡0403\""));

        (await Refunds.QueryRefundAsync(Accounts.Of(closed.Url), Refund, default)).ShouldBeDone()
            .ShouldBe(new GatewayRefund("r12345678", GatewayRefundState.Failed, new Money(300), "50000", null, "CLOSED"));
        (await Refunds.QueryRefundAsync(Accounts.Of(stuck.Url), Refund, default)).ShouldBeDone()
            .ShouldBe(new GatewayRefund("r12345678", GatewayRefundState.Abnormal, new Money(300), "50000", null, "ABNORMAL: 招商银行信用卡0403"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("""{"out_refund_no":"r12345678","out_trade_no":"n12345678","status":"SUCCESS"}""")]
    [InlineData("""{"out_refund_no":"r87654321","out_trade_no":"n12345678","status":"SUCCESS","amount":{"refund":300}}""")]
    [InlineData("""{"out_refund_no":"r12345678","out_trade_no":"n87654321","status":"SUCCESS","amount":{"refund":300}}""")]
    [InlineData("""{"out_refund_no":"r12345678","out_trade_no":"n12345678","status":"A_NEW_STATE","amount":{"refund":300}}""")]
    [InlineData("""{"out_refund_no":"r12345678","out_trade_no":"n12345678","refund_status":"SUCCESS","amount":{"refund":300}}""")]
    [InlineData("""{"out_refund_no":"r12345678","out_trade_no":"n12345678","status":"SUCCESS","amount":{"refund":0}}""")]
    [InlineData("""{"out_refund_no":"r12345678","out_trade_no":"n12345678","status":"SUCCESS","amount":{"refund":3.5}}""")]
    [InlineData("""{"out_refund_no":"r12345678","out_trade_no":"n12345678","status":"SUCCESS","amount":{"refund":300,"currency":"HKD"}}""")]
    public async Task A_signed_answer_that_makes_no_sense_decides_nothing(string body)
    {
        await using var wechat = await SmallGateway.AnsweringAsync(200, body);

        (await Refunds.RefundAsync(Accounts.Of(wechat.Url), Refund, default)).ShouldBeUnknown().ShouldBe("gateway_invalid_answer");
        (await Refunds.QueryRefundAsync(Accounts.Of(wechat.Url), Refund, default)).ShouldBeUnknown().ShouldBe("gateway_invalid_answer");
    }

    [Theory]
    [InlineData(403, "NOT_ENOUGH", "gateway_merchant_balance_short")]
    [InlineData(403, "NOTENOUGH", "gateway_merchant_balance_short")]
    [InlineData(403, "USER_ACCOUNT_ABNORMAL", "gateway_payer_account_abnormal")]
    [InlineData(403, "RULE_LIMIT", "gateway_rule_limit")]
    [InlineData(400, "INVALID_REQUEST", "gateway_request_refused")]
    [InlineData(404, "RESOURCE_NOT_EXISTS", "gateway_not_found")]
    [InlineData(404, "MCH_NOT_EXISTS", "gateway_merchant_unknown")]
    public async Task A_refusal_is_final(int status, string code, string expected)
    {
        await using var wechat = await SmallGateway.AnsweringAsync(status, $$"""{"code":"{{code}}","message":"不行"}""");

        (await Refunds.RefundAsync(Accounts.Of(wechat.Url), Refund, default)).ShouldBeRejected().ShouldBe(expected);
    }

    [Theory]
    [InlineData(404, "MCH_NOT_EXISTS")]
    [InlineData(403, "NO_AUTH")]
    [InlineData(401, "SIGN_ERROR")]
    public async Task A_query_that_is_refused_does_not_say_that_there_is_no_refund(int status, string code)
    {
        await using var wechat = await SmallGateway.AnsweringAsync(status, $$"""{"code":"{{code}}","message":"不行"}""");

        (await Refunds.QueryRefundAsync(Accounts.Of(wechat.Url), Refund, default)).ShouldBeRejected();
    }

    [Fact]
    public async Task A_proxys_404_is_no_answer()
    {
        await using var wechat = await SmallGateway.StartAsync((_, http, _) => SmallGateway.WriteUnsignedAsync(http, 404, "<html>"));

        (await Refunds.QueryRefundAsync(Accounts.Of(wechat.Url), Refund, default)).ShouldBeUnknown().ShouldBe("gateway_invalid_answer");
    }
}
