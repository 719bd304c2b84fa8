using Cowry.Domain.Payments;
using Cowry.Primitives;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.UnionPay;

/// <summary>What is made of a genuine answer, for each thing that is asked.</summary>
public sealed class AnswersAreRead : IDisposable
{
    private static readonly DateTimeOffset SentAt = new(2026, 5, 1, 12, 0, 7, TimeSpan.Zero);
    private readonly ServiceProvider services = Accounts.Services();

    public void Dispose() => services.Dispose();

    private IPaymentGateway Gateway => services.GetRequiredService<IPaymentGateway>();

    private IScanGateway Scan => (IScanGateway)Gateway;

    private IRefundGateway Refunds => (IRefundGateway)Gateway;

    [Theory]
    [InlineData("12", "gateway_number_used")]
    [InlineData("11", "gateway_credentials_refused")]
    [InlineData("33", "gateway_rule_limit")]
    public async Task A_qr_that_is_refused(string respCode, string code)
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(("respCode", respCode), ("respMsg", "不行[1000000]"));

        var answer = await Gateway.ShowQrAsync(Accounts.Of(unionpay.Url), Accounts.Order(), default);

        answer.ShouldBe(new GatewayAnswer<GatewayQr>.Rejected(code, $"{respCode}: 不行[1000000]"));
    }

    [Theory]
    [InlineData("00", "gateway_invalid_answer")]
    [InlineData("03", "gateway_not_decided")]
    [InlineData("99", "gateway_unavailable")]
    public async Task A_qr_that_may_or_may_not_be(string respCode, string code)
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(("respCode", respCode));

        (await Gateway.ShowQrAsync(Accounts.Of(unionpay.Url), Accounts.Order(), default)).ShouldBeUnknown().ShouldBe(code);
    }

    [Theory]
    [InlineData("00")]
    [InlineData("A6")]
    [InlineData("70")]
    public async Task A_scanned_code_that_was_taken_in_is_not_paid(string respCode)
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(("respCode", respCode), ("queryId", "442401051450467846498"));
        var order = Accounts.Order();

        (await Scan.ScanCodeAsync(Accounts.Of(unionpay.Url), order, "6212345678901234567", default)).ShouldBeDone()
            .ShouldBe(new GatewayPayment(order.Number, GatewayPaymentState.Open));
    }

    [Theory]
    [InlineData("03", "gateway_not_decided")]
    [InlineData("04", "gateway_not_decided")]
    [InlineData("05", "gateway_not_decided")]
    [InlineData("12", "gateway_number_used")]
    [InlineData("42", "gateway_paid_late")]
    [InlineData("98", "gateway_unavailable")]
    public async Task A_scanned_code_that_nobody_knows_about(string respCode, string code)
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(("respCode", respCode));

        (await Scan.ScanCodeAsync(Accounts.Of(unionpay.Url), Accounts.Order(), "6212345678901234567", default)).ShouldBeUnknown().ShouldBe(code);
    }

    [Fact]
    public async Task A_scanned_code_that_is_refused()
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(("respCode", "64"), ("respMsg", "余额不足[6110064]"));

        (await Scan.ScanCodeAsync(Accounts.Of(unionpay.Url), Accounts.Order(), "6212345678901234567", default)).ShouldBeRejected()
            .ShouldBe("gateway_not_enough_money");
    }

    [Theory]
    [InlineData("00")]
    [InlineData("A6")]
    [InlineData("42")]
    public async Task A_query_that_finds_the_money(string origRespCode)
    {
        await using var unionpay = await Found(origRespCode, ("queryId", "442605011959579784649"), ("traceTime", "0501200112"));

        (await QueryAsync(unionpay)).ShouldBeDone().ShouldBe(new GatewayPayment(
            "n12345678", GatewayPaymentState.Paid, new Money(1250), "442605011959579784649", new DateTimeOffset(2026, 5, 1, 12, 1, 12, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData("03", GatewayPaymentState.Open)]
    [InlineData("04", GatewayPaymentState.Open)]
    [InlineData("05", GatewayPaymentState.Open)]
    [InlineData("70", GatewayPaymentState.Open)]
    [InlineData("00", GatewayPaymentState.Open)]
    [InlineData("01", GatewayPaymentState.Closed)]
    [InlineData("64", GatewayPaymentState.Closed)]
    [InlineData("79", GatewayPaymentState.Closed)]
    [InlineData("34", GatewayPaymentState.NotFound)]
    public async Task A_query_that_finds_none(string origRespCode, GatewayPaymentState state)
    {
        // Also where a code was made and no transaction has a number yet.
        await using var unionpay = await Found(origRespCode);

        (await QueryAsync(unionpay)).ShouldBeDone().ShouldBe(new GatewayPayment("n12345678", state));
    }

    [Fact]
    public async Task A_query_about_what_UnionPay_does_not_know()
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(("respCode", "34"), ("respMsg", "交易不存在[2600000]"));

        (await QueryAsync(unionpay)).ShouldBeDone().State.ShouldBe(GatewayPaymentState.NotFound);
    }

    [Theory]
    [InlineData("37", "gateway_rate_limited")]
    [InlineData("03", "gateway_not_decided")]
    public async Task A_query_that_gets_no_answer_now(string respCode, string code)
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(("respCode", respCode), ("origRespCode", "00"), ("queryId", "1"));

        (await QueryAsync(unionpay)).ShouldBeUnknown().ShouldBe(code);
    }

    [Fact]
    public async Task A_query_that_is_refused_tells_nothing()
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(("respCode", "32"));

        (await QueryAsync(unionpay)).ShouldBeRejected().ShouldBe("gateway_product_not_opened");
    }

    [Theory]
    [InlineData("orderId", null)]
    [InlineData("orderId", "n12345679")]
    [InlineData("merId", null)]
    [InlineData("merId", "777290058110049")]
    [InlineData("txnTime", "20260501200008")]
    [InlineData("txnType", "04")]
    [InlineData("subMerId", "888290058110001")]
    [InlineData("txnAmt", null)]
    [InlineData("txnAmt", "12.50")]
    [InlineData("currencyCode", "344")]
    [InlineData("origRespCode", null)]
    [InlineData("origRespCode", "0")]
    [InlineData("respCode", null)]
    public async Task Money_of_another_or_of_unknown_amount_is_not_believed(string name, string? value)
    {
        await using var unionpay = await Found("00", ("queryId", "442605011959579784649"), (name, value));

        (await QueryAsync(unionpay)).ShouldBeUnknown().ShouldBe("gateway_invalid_answer");
    }

    [Theory]
    [InlineData("00", null)]
    [InlineData("34", false)]
    [InlineData("45", true)]
    public async Task A_reversal_that_counts(string respCode, bool? returned)
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(("respCode", respCode));

        (await ReverseAsync(unionpay)).ShouldBeDone().ShouldBe(new GatewayReversal(Again: false, returned));
    }

    [Theory]
    [InlineData("05", "gateway_not_decided")]
    [InlineData("99", "gateway_unavailable")]
    public async Task A_reversal_that_is_to_be_repeated(string respCode, string code)
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(("respCode", respCode));

        (await ReverseAsync(unionpay)).ShouldBeUnknown().ShouldBe(code);
    }

    [Fact]
    public async Task A_reversal_that_is_refused()
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(("respCode", "35"));

        (await ReverseAsync(unionpay)).ShouldBeRejected().ShouldBe("gateway_wrong_state");
    }

    [Theory]
    [InlineData("34", null, true)]
    [InlineData("00", "01", true)]
    [InlineData("00", "00", false)]
    [InlineData("00", "05", false)]
    public async Task A_reversal_that_was_sent_before_counts_if_the_payment_is_gone(string respCode, string? origRespCode, bool counts)
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(request => request["txnType"] == "99"
            ? [("respCode", "12")]
            : [("respCode", respCode), ("origRespCode", origRespCode), ("txnAmt", "1250"), ("queryId", "4426")]);

        var answer = await ReverseAsync(unionpay);

        if (counts)
            answer.ShouldBeDone().ShouldBe(new GatewayReversal(Again: false, MoneyReturned: null));
        else
            answer.ShouldBeUnknown().ShouldBe("gateway_number_used");
    }

    [Fact]
    public async Task A_refund_that_was_taken_in_is_not_over()
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(("queryId", "052401051658427863998"));
        var refund = Accounts.Refund(Accounts.Order());

        (await Refunds.RefundAsync(Accounts.Of(unionpay.Url), refund, default)).ShouldBeDone()
            .ShouldBe(new GatewayRefund(refund.Refund.Number, GatewayRefundState.Processing, new Money(250), "052401051658427863998"));
    }

    [Theory]
    [InlineData("12", "00", "00", "Succeeded")]
    [InlineData("12", "00", "05", "Processing")]
    [InlineData("12", "00", "64", "Failed")]
    [InlineData("12", "34", null, "gateway_number_used?")]
    [InlineData("12", "37", null, "gateway_rate_limited?")]
    [InlineData("45", "00", "00", "Succeeded")]
    [InlineData("45", "34", null, "gateway_already_refunded!")]
    [InlineData("45", "03", null, "gateway_not_decided?")]
    [InlineData("45", "32", null, "gateway_product_not_opened?")]
    [InlineData("35", null, null, "gateway_wrong_state!")]
    [InlineData("36", null, null, "gateway_request_refused!")]
    [InlineData("03", null, null, "gateway_not_decided?")]
    public async Task A_refund_that_was_sent_before_is_looked_for(string respCode, string? queried, string? origRespCode, string expected)
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(request => request["txnType"] == "04"
            ? [("respCode", respCode)]
            : [("respCode", queried), ("origRespCode", origRespCode), ("txnType", "04"), ("txnAmt", "250"), ("queryId", "0524")]);

        var answer = await Refunds.RefundAsync(Accounts.Of(unionpay.Url), Accounts.Refund(Accounts.Order()), default);

        (answer switch
        {
            GatewayAnswer<GatewayRefund>.Done(var refund) => refund.State.ToString(),
            GatewayAnswer<GatewayRefund>.Rejected(var code, _) => code + "!",
            GatewayAnswer<GatewayRefund>.Unknown(var code, _) => code + "?",
            _ => "",
        }).ShouldBe(expected);
        unionpay.Requests.Count.ShouldBe(queried is null ? 1 : 2);
    }

    [Theory]
    [InlineData("00", GatewayRefundState.Succeeded, null)]
    [InlineData("A6", GatewayRefundState.Succeeded, null)]
    [InlineData("04", GatewayRefundState.Processing, null)]
    [InlineData("34", GatewayRefundState.NotFound, null)]
    [InlineData("60", GatewayRefundState.Failed, "60: 发卡行拒绝[6000060]")]
    [InlineData("42", GatewayRefundState.Abnormal, "42: 发卡行拒绝[6000060]")]
    public async Task How_a_refund_stands(string origRespCode, GatewayRefundState state, string? trouble)
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(
            ("origRespCode", origRespCode), ("origRespMsg", "发卡行拒绝[6000060]"), ("txnType", "04"), ("txnAmt", "250"), ("queryId", "0524"),
            ("traceTime", "0501220009"));
        var refund = Accounts.Refund(Accounts.Order(SentAt));

        var answer = (await Refunds.QueryRefundAsync(Accounts.Of(unionpay.Url), refund, default)).ShouldBeDone();

        (answer.Number, answer.State, answer.Trouble).ShouldBe((refund.Refund.Number, state, trouble));
        if (state == GatewayRefundState.Succeeded)
            (answer.Amount, answer.Transaction, answer.RefundedAt).ShouldBe((new Money(250), "0524", new DateTimeOffset(2026, 5, 1, 14, 0, 9, TimeSpan.Zero)));
    }

    [Fact]
    public async Task A_refunds_number_that_names_a_payment_is_not_believed()
    {
        await using var unionpay = await SmallUnionPay.AnsweringAsync(("origRespCode", "00"), ("txnType", "01"), ("txnAmt", "250"), ("queryId", "0524"));

        (await Refunds.QueryRefundAsync(Accounts.Of(unionpay.Url), Accounts.Refund(Accounts.Order()), default)).ShouldBeUnknown()
            .ShouldBe("gateway_invalid_answer");
    }

    private static Task<SmallGateway> Found(string origRespCode, params (string Name, string? Value)[] changes) => SmallUnionPay.AnsweringAsync(
        [("origRespCode", origRespCode), ("origRespMsg", "见代码[0000000]"), ("txnType", "01"), ("txnAmt", "1250"), ("currencyCode", "156"), .. changes]);

    private Task<GatewayAnswer<GatewayPayment>> QueryAsync(SmallGateway unionpay) =>
        Gateway.QueryAsync(Accounts.Of(unionpay.Url), new GatewayReference("n12345678", SentAt), default);

    private Task<GatewayAnswer<GatewayReversal>> ReverseAsync(SmallGateway unionpay) =>
        Scan.ReverseAsync(Accounts.Of(unionpay.Url), new GatewayReference("n12345678", SentAt), default);
}
