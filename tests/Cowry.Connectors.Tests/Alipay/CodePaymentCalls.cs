using Cowry.Domain.Payments;
using Cowry.Primitives;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.Alipay;

/// <summary>A scanned code on the wire, and each way in which it can end.</summary>
public sealed class CodePaymentCalls : IDisposable
{
    private const string Pay = "alipay.trade.pay";
    private const string Query = "alipay.trade.query";
    private const string Cancel = "alipay.trade.cancel";
    private const string Code = "280123456789012345";
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 4, 0, 0, TimeSpan.Zero);
    private readonly SetClock clock = new(Noon);
    private readonly ServiceProvider services;
    private readonly GatewayOrder order = Accounts.Order(sentAt: Noon);

    public CodePaymentCalls() => services = Accounts.Services(clock: clock);

    public void Dispose() => services.Dispose();

    [Theory]
    [InlineData("250123456789012345", true)]
    [InlineData("2801234567890123", true)]
    [InlineData("300123456789012345678901", true)]
    [InlineData("fp0123456789abcdefABCDEF012345678ab", true)]
    [InlineData("280123456789012", false)]
    [InlineData("2801234567890123456789012", false)]
    [InlineData("240123456789012345", false)]
    [InlineData("310123456789012345", false)]
    [InlineData("134512345678901234", false)]
    [InlineData("6220123456789012345", false)]
    [InlineData("28012345678901234x", false)]
    [InlineData("２８0123456789012345", false)]
    [InlineData("fp0123456789", false)]
    [InlineData("https://qr.alipay.com/bavh4wjlxf12tper3a", false)]
    [InlineData("", false)]
    public void A_payment_code_is_known_by_prefix_and_length(string code, bool expected) => services.Scanner().Recognises(code).ShouldBe(expected);

    [Fact]
    public async Task A_code_is_sent_once_and_a_success_is_confirmed()
    {
        await using var alipay = await SmallAlipay.AnsweringAsync(
            (Pay, $$"""{{{SmallAlipay.Success}},"out_trade_no":"{{order.Number}}","trade_no":"2026","total_amount":"12.50"}"""),
            (Query, Trade("TRADE_SUCCESS")));

        var payment = (await ScanAsync(alipay)).ShouldBeDone();

        (payment.State, payment.Amount, payment.Transaction).ShouldBe((GatewayPaymentState.Paid, new Money(1250), "2026"));
        var request = alipay.Single(Pay);
        request.ShouldBeSigned();
        SmallAlipay.FieldsOf(request)["biz_content"].ShouldBe(
            $$"""{"out_trade_no":"{{order.Number}}","total_amount":"12.50","subject":"牛肉面","product_code":"FACE_TO_FACE_PAYMENT","scene":"bar_code","auth_code":"{{Code}}","timeout_express":"5m","time_expire":"2026-05-01 12:05:00"}""");
        SmallAlipay.FieldsOf(request)["notify_url"].ShouldBe(order.NotifyUrl);
    }

    [Fact]
    public async Task A_face_is_another_scene()
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Pay, """{"code":"10003","msg":"order success pay inprocess"}"""));

        (await services.Scanner().ScanCodeAsync(Accounts.Of(alipay.Url), order, "fp0123456789abcdefABCDEF012345678ab", default)).ShouldBeDone();

        SmallAlipay.BizContentOf(alipay.Single(Pay)).GetProperty("scene").GetString().ShouldBe("security_code");
    }

    [Fact]
    public async Task A_password_that_is_asked_for_leaves_it_open()
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Pay, """{"code":"10003","msg":"order success pay inprocess"}"""));

        (await ScanAsync(alipay)).ShouldBeDone().ShouldBe(new GatewayPayment(order.Number, GatewayPaymentState.Open));
    }

    [Theory]
    [InlineData("WAIT_BUYER_PAY", GatewayPaymentState.Open)]
    [InlineData("TRADE_CLOSED", GatewayPaymentState.Closed)]
    public async Task A_success_that_was_taken_back_is_none(string status, GatewayPaymentState expected)
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Pay, $$"""{{{SmallAlipay.Success}}}"""), (Query, Trade(status)));

        (await ScanAsync(alipay)).ShouldBeDone().ShouldBe(new GatewayPayment(order.Number, expected));
    }

    [Theory]
    [InlineData("ACQ.TRADE_NOT_EXIST")]
    [InlineData("ACQ.SYSTEM_ERROR")]
    [InlineData("ACQ.ACCESS_FORBIDDEN")]
    public async Task A_success_without_a_confirmation_is_unknown(string subCode)
    {
        await using var alipay = await SmallAlipay.AnsweringAsync(
            (Pay, $$"""{{{SmallAlipay.Success}}}"""), (Query, SmallAlipay.Refusal("40004", subCode)));

        (await ScanAsync(alipay)).ShouldBeUnknown().ShouldBe("gateway_not_decided");
    }

    [Fact]
    public async Task A_repeat_of_what_was_paid_is_paid()
    {
        await using var alipay = await SmallAlipay.AnsweringAsync(
            (Pay, SmallAlipay.Refusal("40004", "ACQ.TRADE_HAS_SUCCESS")), (Query, Trade("TRADE_SUCCESS")));

        (await ScanAsync(alipay)).ShouldBeDone().State.ShouldBe(GatewayPaymentState.Paid);
    }

    [Theory]
    [InlineData("ACQ.TRADE_HAS_SUCCESS", "gateway_order_paid")]
    [InlineData("ACQ.CONTEXT_INCONSISTENT", "gateway_number_used")]
    public async Task A_refusal_that_hides_an_earlier_payment_is_unknown(string subCode, string code)
    {
        await using var alipay = await SmallAlipay.AnsweringAsync(
            (Pay, SmallAlipay.Refusal("40004", subCode)), (Query, SmallAlipay.Refusal("40004", "ACQ.TRADE_NOT_EXIST")));

        (await ScanAsync(alipay)).ShouldBeUnknown().ShouldBe(code);
    }

    [Theory]
    [InlineData("40004", "ACQ.PAYMENT_AUTH_CODE_INVALID", "gateway_payment_code_refused")]
    [InlineData("40004", "ACQ.BUYER_BALANCE_NOT_ENOUGH", "gateway_not_enough_money")]
    [InlineData("40006", "isv.insufficient-isv-permissions", "gateway_product_not_opened")]
    public async Task A_refusal_is_one_and_nothing_else_is_asked(string code, string subCode, string expected)
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Pay, SmallAlipay.Refusal(code, subCode)));

        (await ScanAsync(alipay)).ShouldBeRejected().ShouldBe(expected);
        alipay.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("20000", "isp.unknow-error")]
    [InlineData("20000", "aop.unknow-error")]
    [InlineData("40004", "ACQ.SYSTEM_ERROR")]
    public async Task Trouble_is_no_decision(string code, string subCode)
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Pay, SmallAlipay.Refusal(code, subCode)));

        (await ScanAsync(alipay)).ShouldBeUnknown().ShouldBe("gateway_unavailable");
    }

    [Fact]
    public async Task A_text_that_is_no_payment_code_is_not_sent()
    {
        await using var alipay = await SmallAlipay.AnsweringAsync();

        (await services.Scanner().ScanCodeAsync(Accounts.Of(alipay.Url), order, "134512345678901234", default))
            .ShouldBeRejected().ShouldBe("gateway_payment_code_refused");
        alipay.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"code":"10000","retry_flag":"N","action":"close"}""", false, false)]
    [InlineData("""{"code":"10000","retry_flag":"N","action":"refund"}""", false, true)]
    [InlineData("""{"code":"10000","retry_flag":"Y","action":"refund"}""", true, null)]
    [InlineData("""{"code":"10000","retry_flag":"Y"}""", true, null)]
    [InlineData("""{"code":"40004","sub_code":"ACQ.TRADE_HAS_CLOSE"}""", false, null)]
    public async Task A_cancel_says_what_it_did(string node, bool again, bool? moneyReturned)
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Cancel, node));

        (await ReverseAsync(alipay)).ShouldBeDone().ShouldBe(new GatewayReversal(again, moneyReturned));

        SmallAlipay.FieldsOf(alipay.Single(Cancel))["biz_content"].ShouldBe($$"""{"out_trade_no":"{{order.Number}}"}""");
    }

    [Theory]
    [InlineData("""{"code":"10000","retry_flag":"N"}""")]
    [InlineData("""{"code":"10000","retry_flag":"N","action":""}""")]
    [InlineData("""{"code":"40004","sub_code":"ACQ.TRADE_NOT_EXIST"}""")]
    public async Task A_cancel_that_saw_nothing_counts_only_when_nothing_can_be_on_its_way(string node)
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Cancel, node));

        clock.Now = Noon.AddSeconds(29);
        (await ReverseAsync(alipay)).ShouldBeDone().ShouldBe(new GatewayReversal(Again: true, MoneyReturned: null));
        clock.Now = Noon.AddSeconds(30);
        (await ReverseAsync(alipay)).ShouldBeDone().ShouldBe(new GatewayReversal(Again: false, MoneyReturned: false));
    }

    [Theory]
    [InlineData("""{"code":"10000","retry_flag":"N","action":"explode"}""")]
    [InlineData("""{"code":"10000","retry_flag":"N","action":"close","out_trade_no":"another1"}""")]
    public async Task A_cancel_that_makes_no_sense_decides_nothing(string node)
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Cancel, node));

        (await ReverseAsync(alipay)).ShouldBeUnknown().ShouldBe("gateway_invalid_answer");
    }

    [Theory]
    [InlineData("ACQ.TRADE_CANCEL_TIME_OUT", "gateway_reversal_refused")]
    [InlineData("ACQ.CANCEL_NOT_ALLOWED", "gateway_reversal_refused")]
    [InlineData("ACQ.SELLER_BALANCE_NOT_ENOUGH", "gateway_merchant_balance_short")]
    public async Task A_cancel_may_be_refused(string subCode, string code)
    {
        await using var alipay = await SmallAlipay.AnsweringAsync((Cancel, SmallAlipay.Refusal("40004", subCode)));

        (await ReverseAsync(alipay)).ShouldBeRejected().ShouldBe(code);
    }

    private Task<GatewayAnswer<GatewayPayment>> ScanAsync(SmallGateway alipay) =>
        services.Scanner().ScanCodeAsync(Accounts.Of(alipay.Url), order, Code, default);

    private Task<GatewayAnswer<GatewayReversal>> ReverseAsync(SmallGateway alipay) =>
        services.Scanner().ReverseAsync(Accounts.Of(alipay.Url), order.Reference(), default);

    private string Trade(string status) =>
        $$"""{{{SmallAlipay.Success}},"out_trade_no":"{{order.Number}}","trade_no":"2026","trade_status":"{{status}}","total_amount":"12.50"}""";
}
