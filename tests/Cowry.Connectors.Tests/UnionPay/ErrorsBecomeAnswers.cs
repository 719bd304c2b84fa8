using Cowry.Connectors.UnionPay;
using Cowry.Domain.Payments;
using CsCheck;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.UnionPay;

/// <summary>Each of UnionPay's codes, as the answer to a call and as the state of a transaction.</summary>
public sealed class ErrorsBecomeAnswers
{
    [Theory]
    [InlineData("01", "gateway_trade_refused")]
    [InlineData("02", "gateway_service_closed")]
    [InlineData("10", "gateway_parameter_refused")]
    [InlineData("11", "gateway_credentials_refused")]
    [InlineData("13", "gateway_parameter_refused")]
    [InlineData("30", "gateway_trade_refused")]
    [InlineData("31", "gateway_merchant_unknown")]
    [InlineData("32", "gateway_product_not_opened")]
    [InlineData("33", "gateway_rule_limit")]
    [InlineData("34", "gateway_order_not_found")]
    [InlineData("35", "gateway_wrong_state")]
    [InlineData("36", "gateway_request_refused")]
    [InlineData("38", "gateway_risk_refused")]
    [InlineData("39", "gateway_service_closed")]
    [InlineData("45", "gateway_already_refunded")]
    [InlineData("60", "gateway_trade_refused")]
    [InlineData("61", "gateway_payer_account_abnormal")]
    [InlineData("64", "gateway_not_enough_money")]
    [InlineData("65", "gateway_payer_not_verified")]
    [InlineData("66", "gateway_payer_not_verified")]
    [InlineData("69", "gateway_trade_refused")]
    [InlineData("73", "gateway_trade_refused")]
    [InlineData("80", "gateway_trade_refused")]
    [InlineData("ZZ", "gateway_refused")]
    [InlineData("40", "gateway_refused")]
    public void A_refusal_is_final(string respCode, string expected)
    {
        ErrorTable.Classify(respCode).ShouldBe((expected, true));
        ErrorTable.Read(respCode, "x").As<GatewayQr>().ShouldBeRejected().ShouldBe(expected);
    }

    [Theory]
    [InlineData("03", "gateway_not_decided")]
    [InlineData("04", "gateway_not_decided")]
    [InlineData("05", "gateway_not_decided")]
    [InlineData("12", "gateway_number_used")]
    [InlineData("37", "gateway_rate_limited")]
    [InlineData("42", "gateway_paid_late")]
    [InlineData("70", "gateway_payer_busy")]
    [InlineData("98", "gateway_unavailable")]
    [InlineData("99", "gateway_unavailable")]
    public void Trouble_is_no_decision(string respCode, string expected)
    {
        ErrorTable.Classify(respCode).ShouldBe((expected, false));
        ErrorTable.Read(respCode, "x").As<GatewayQr>().ShouldBeUnknown().ShouldBe(expected);
    }

    [Theory]
    [InlineData("00", GatewayPaymentState.Paid)]
    [InlineData("A6", GatewayPaymentState.Paid)]
    [InlineData("42", GatewayPaymentState.Paid)]
    [InlineData("03", GatewayPaymentState.Open)]
    [InlineData("05", GatewayPaymentState.Open)]
    [InlineData("12", GatewayPaymentState.Open)]
    [InlineData("99", GatewayPaymentState.Open)]
    [InlineData("34", GatewayPaymentState.NotFound)]
    [InlineData("01", GatewayPaymentState.Closed)]
    [InlineData("35", GatewayPaymentState.Closed)]
    [InlineData("ZZ", GatewayPaymentState.Closed)]
    public void A_transaction_stands_somewhere(string code, GatewayPaymentState state) => ErrorTable.StateOf(code).ShouldBe(state);

    [Fact]
    public void No_other_code_is_ever_money() => Gen.Char["0123456789ABCDEFabcdef +-"].Array[2].Select(pair => new string(pair)).Sample(code =>
    {
        if (code is not ("00" or "A6" or "42"))
            ErrorTable.StateOf(code).ShouldNotBe(GatewayPaymentState.Paid);
    });

    [Fact]
    public void The_message_is_kept_and_cut()
    {
        ErrorTable.Read("64", "余额不足[6110064]").Message.ShouldBe("64: 余额不足[6110064]");
        ErrorTable.Read("64", new string('长', 5000)).Message.Length.ShouldBe(300);
        ErrorTable.Read("64", null).Message.ShouldBe("64: ");
    }
}
