using Cowry.Domain.Payments;
using Cowry.Primitives;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.Alipay;

/// <summary>A refund on the wire, its repeats, and what a query of it proves.</summary>
public sealed class RefundCalls : IDisposable
{
    private const string Refund = "alipay.trade.refund";
    private const string Query = "alipay.trade.fastpay.refund.query";
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 4, 0, 0, TimeSpan.Zero);
    private readonly SetClock clock = new(Noon.AddHours(2));
    private readonly ServiceProvider services;
    private readonly GatewayRefundOrder refund = Accounts.Order(sentAt: Noon).Refund();

    public RefundCalls() => services = Accounts.Services(clock: clock);

    public void Dispose() => services.Dispose();

    private string Number => refund.Refund.Number;

    [Fact]
    public async Task A_refund_names_payment_amount_and_its_own_number()
    {
        await using var alipay = await SmallAlipay.AnsweringAsync(
            (Refund, $$"""{{{SmallAlipay.Success}},"out_trade_no":"{{refund.Payment.Number}}","fund_change":"Y","refund_fee":"9.99","gmt_refund_pay":"2026-05-01 14:00:01"}"""));

        var told = (await RefundAsync(alipay)).ShouldBeDone();

        // refund_fee is the sum of all refunds: it is not this one's amount.
        told.ShouldBe(new GatewayRefund(Number, GatewayRefundState.Succeeded, RefundedAt: Noon.AddHours(2).AddSeconds(1)));
        var request = alipay.Requests.ShouldHaveSingleItem();
        request.ShouldBeSigned();
        SmallAlipay.FieldsOf(request)["biz_content"].ShouldBe(
            $$"""{"out_trade_no":"{{refund.Payment.Number}}","refund_amount":"2.50","out_request_no":"{{Number}}","refund_reason":"少了一份"}""");
        SmallAlipay.FieldsOf(request).Keys.ShouldNotContain("notify_url");
    }

    [Fact]
    public async Task A_providers_refund_carries_the_merchants_word()
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Refund, $$"""{{{SmallAlipay.Success}},"fund_change":"Y"}"""));
        var account = Accounts.Of(alipay.Url, "service_provider");

        (await services.Refunds().RefundAsync(account, refund with { Reason = null }, default)).ShouldBeDone();

        SmallAlipay.FieldsOf(alipay.Requests.ShouldHaveSingleItem())["app_auth_token"].ShouldBe(account.Secrets["app_auth_token"]);
    }

    [Fact]
    public async Task A_repeat_moves_no_second_money_and_is_told_as_done()
    {
        await using var alipay = await SmallAlipay.AnsweringAsync(
            (Refund, $$"""{{{SmallAlipay.Success}},"fund_change":"N","refund_fee":"2.50"}"""), (Query, State("REFUND_SUCCESS", "2.50")));

        var told = (await RefundAsync(alipay)).ShouldBeDone();

        told.ShouldBe(new GatewayRefund(Number, GatewayRefundState.Succeeded, new Money(250), RefundedAt: Noon.AddHours(1)));
    }

    [Fact]
    public async Task One_that_did_not_move_and_is_not_seen_yet_is_processing()
    {
        await using var alipay = await SmallAlipay.AnsweringAsync(
            (Refund, $$"""{{{SmallAlipay.Success}},"fund_change":"N"}"""), (Query, $$"""{{{SmallAlipay.Success}}}"""));

        (await RefundAsync(alipay)).ShouldBeDone().State.ShouldBe(GatewayRefundState.Processing);
    }

    [Theory]
    [InlineData("ACQ.TRADE_HAS_CLOSE")]
    [InlineData("ACQ.TRADE_STATUS_ERROR")]
    public async Task A_repeat_of_the_refund_that_closed_the_trade_is_told_as_done(string subCode)
    {
        await using var alipay = await SmallAlipay.AnsweringAsync(
            (Refund, SmallAlipay.Refusal("40004", subCode)), (Query, State("REFUND_SUCCESS", "2.50")));

        (await RefundAsync(alipay)).ShouldBeDone().State.ShouldBe(GatewayRefundState.Succeeded);
    }

    [Theory]
    [InlineData("ACQ.TRADE_HAS_CLOSE", "gateway_order_closed")]
    [InlineData("ACQ.REASON_TRADE_STATUS_INVALID", "gateway_wrong_state")]
    public async Task A_new_refund_of_a_closed_trade_is_refused(string subCode, string code)
    {
        await using var alipay = await SmallAlipay.AnsweringAsync(
            (Refund, SmallAlipay.Refusal("40004", subCode)), (Query, $$"""{{{SmallAlipay.Success}}}"""));

        (await RefundAsync(alipay)).ShouldBeRejected().ShouldBe(code);
    }

    [Theory]
    [InlineData("ACQ.TRADE_HAS_FINISHED", "gateway_refund_refused")]
    [InlineData("ACQ.SELLER_BALANCE_NOT_ENOUGH", "gateway_merchant_balance_short")]
    [InlineData("ACQ.DISCORDANT_REPEAT_REQUEST", "gateway_number_used")]
    [InlineData("ACQ.REASON_TRADE_REFUND_FEE_ERR", "gateway_refund_amount_refused")]
    public async Task A_refusal_is_one(string subCode, string code)
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Refund, SmallAlipay.Refusal("40004", subCode)));

        (await RefundAsync(alipay)).ShouldBeRejected().ShouldBe(code);
    }

    [Fact]
    public async Task Trouble_is_no_decision()
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Refund, SmallAlipay.Refusal("40004", "aop.ACQ.SYSTEM_ERROR")));

        (await RefundAsync(alipay)).ShouldBeUnknown().ShouldBe("gateway_unavailable");
    }

    [Fact]
    public async Task A_query_asks_by_both_numbers()
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Query, State("REFUND_SUCCESS", "2.50")));

        (await QueryAsync(alipay)).ShouldBeDone()
            .ShouldBe(new GatewayRefund(Number, GatewayRefundState.Succeeded, new Money(250), RefundedAt: Noon.AddHours(1)));

        SmallAlipay.FieldsOf(alipay.Requests.ShouldHaveSingleItem())["biz_content"]
            .ShouldBe($$"""{"out_trade_no":"{{refund.Payment.Number}}","out_request_no":"{{Number}}"}""");
    }

    [Theory]
    [InlineData("", "2.50")]
    [InlineData("REFUND_OF_TOMORROW", "2.50")]
    public async Task A_refund_without_a_success_is_processing(string status, string amount)
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Query, State(status, amount)));

        (await QueryAsync(alipay)).ShouldBeDone().State.ShouldBe(GatewayRefundState.Processing);
    }

    [Fact]
    public async Task Nothing_seen_is_not_found_only_after_ten_seconds()
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Query, $$"""{{{SmallAlipay.Success}}}"""));

        clock.Now = refund.Refund.SentAt.AddSeconds(9);
        (await QueryAsync(alipay)).ShouldBeUnknown().ShouldBe("gateway_not_decided");
        clock.Now = refund.Refund.SentAt.AddSeconds(10);
        (await QueryAsync(alipay)).ShouldBeDone().State.ShouldBe(GatewayRefundState.NotFound);
    }

    [Fact]
    public async Task An_answer_about_another_refund_decides_nothing()
    {
        await using var alipay = await SmallAlipay.AnsweringAsync(
            (Query, $$"""{{{SmallAlipay.Success}},"out_request_no":"another1","refund_status":"REFUND_SUCCESS"}"""));

        (await QueryAsync(alipay)).ShouldBeUnknown().ShouldBe("gateway_invalid_answer");
    }

    [Fact]
    public async Task A_question_that_is_refused_tells_nothing_about_the_refund()
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Query, SmallAlipay.Refusal("40004", "ACQ.TRADE_NOT_EXIST")));

        (await QueryAsync(alipay)).ShouldBeRejected().ShouldBe("gateway_order_not_found");
    }

    private Task<GatewayAnswer<GatewayRefund>> RefundAsync(SmallGateway alipay) =>
        services.Refunds().RefundAsync(Accounts.Of(alipay.Url), refund, default);

    private Task<GatewayAnswer<GatewayRefund>> QueryAsync(SmallGateway alipay) =>
        services.Refunds().QueryRefundAsync(Accounts.Of(alipay.Url), refund, default);

    private string State(string status, string amount) =>
        $$"""{{{SmallAlipay.Success}},"out_trade_no":"{{refund.Payment.Number}}","out_request_no":"{{Number}}","refund_status":"{{status}}","refund_amount":"{{amount}}","total_amount":"12.50","gmt_refund_pay":"2026-05-01 13:00:00"}""";
}
