using Cowry.Connectors.Alipay;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.Alipay;

/// <summary>Each of Alipay's error codes, in the spellings in which they come.</summary>
public sealed class ErrorsBecomeAnswers
{
    [Theory]
    [InlineData("40002", "isv.invalid-signature", "gateway_credentials_refused")]
    [InlineData("40001", "isv.missing-signature", "gateway_credentials_refused")]
    [InlineData("40003", "isv.missing-signature-config", "gateway_credentials_refused")]
    [InlineData("40003", null, "gateway_credentials_refused")]
    [InlineData("40002", "isv.invalid-app-cert-sn", "gateway_credentials_refused")]
    [InlineData("40001", "isv.missing-alipay-root-cert-sn", "gateway_credentials_refused")]
    [InlineData("40002", "isv.invalid-app-id", "gateway_appid_unknown")]
    [InlineData("40002", "isv.invalid-timestamp", "gateway_timestamp_stale")]
    [InlineData("40002", "isv.code-invalid", "gateway_payer_unknown")]
    [InlineData("40001", "isv.missing-method", "gateway_parameter_refused")]
    [InlineData("40002", "isv.invalid-parameter", "gateway_parameter_refused")]
    [InlineData("20001", "aop.invalid-auth-token", "gateway_authorization_refused")]
    [InlineData("20001", "aop.something-new", "gateway_authorization_refused")]
    [InlineData("40002", "isv.invalid-app-auth-token", "gateway_authorization_refused")]
    [InlineData("40006", "isv.insufficient-isv-permissions", "gateway_product_not_opened")]
    [InlineData("40004", "ACQ.ACCESS_FORBIDDEN", "gateway_product_not_opened")]
    [InlineData("40004", "ACQ.INVALID_PARAMETER", "gateway_parameter_refused")]
    [InlineData("40004", "ACQ.PARTNER_ERROR", "gateway_merchant_unknown")]
    [InlineData("40004", "ACQ.TRADE_NOT_EXIST", "gateway_order_not_found")]
    [InlineData("40004", "TRADE_NOT_EXIST", "gateway_order_not_found")]
    [InlineData("40004", "aop.ACQ.TRADE_NOT_EXIST", "gateway_order_not_found")]
    [InlineData("40004", "ACQ.TRADE_HAS_SUCCESS", "gateway_order_paid")]
    [InlineData("40004", "ACQ.TRADE_HAS_CLOSE", "gateway_order_closed")]
    [InlineData("40004", "ACQ.CONTEXT_INCONSISTENT", "gateway_number_used")]
    [InlineData("40004", "ACQ.APPLY_PC_MERCHANT_CODE_ERROR", "gateway_number_used")]
    [InlineData("40004", "ACQ.DISCORDANT_REPEAT_REQUEST", "gateway_number_used")]
    [InlineData("40004", "ACQ.PAYMENT_AUTH_CODE_INVALID", "gateway_payment_code_refused")]
    [InlineData("40004", "ACQ.PULL_MOBILE_CASHIER_FAIL", "gateway_trade_refused")]
    [InlineData("40004", "ACQ.PAYMENT_FAIL", "gateway_trade_refused")]
    [InlineData("40004", "ACQ.BUYER_BALANCE_NOT_ENOUGH", "gateway_not_enough_money")]
    [InlineData("40004", "ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH", "gateway_not_enough_money")]
    [InlineData("40004", "ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE", "gateway_no_payment_means")]
    [InlineData("40004", "ACQ.PAYMENT_REQUEST_HAS_RISK", "gateway_risk_refused")]
    [InlineData("40004", "ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR", "gateway_payer_limit")]
    [InlineData("40004", "ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR", "gateway_payer_limit")]
    [InlineData("40004", "ACQ.USER_FACE_PAYMENT_SWITCH_OFF", "gateway_payer_switched_off")]
    [InlineData("40004", "ACQ.BUYER_ENABLE_STATUS_FORBID", "gateway_payer_account_abnormal")]
    [InlineData("40004", "ACQ.BUYER_SELLER_EQUAL", "gateway_payer_is_merchant")]
    [InlineData("40004", "ACQ.TRADE_BUYER_NOT_MATCH", "gateway_payer_mismatch")]
    [InlineData("40004", "ACQ.TOTAL_FEE_EXCEED", "gateway_rule_limit")]
    [InlineData("40004", "ACQ.BEYOND_PAY_RESTRICTION", "gateway_rule_limit")]
    [InlineData("40004", "ACQ.BEYOND_PER_RECEIPT_RESTRICTION", "gateway_rule_limit")]
    [InlineData("40004", "ACQ.SELLER_BEEN_BLOCKED", "gateway_merchant_blocked")]
    [InlineData("40004", "ACQ.MERCHANT_STATUS_NOT_NORMAL", "gateway_merchant_blocked")]
    [InlineData("40004", "ACQ.EXIST_FORBIDDEN_WORD", "gateway_parameter_refused")]
    [InlineData("40004", "ACQ.INVALID_STORE_ID", "gateway_parameter_refused")]
    [InlineData("40004", "ACQ.TRADE_STATUS_ERROR", "gateway_wrong_state")]
    [InlineData("40004", "ACQ.REASON_TRADE_STATUS_INVALID", "gateway_wrong_state")]
    [InlineData("40004", "ACQ.REASON_ILLEGAL_STATUS", "gateway_wrong_state")]
    [InlineData("40004", "ACQ.TRADE_HAS_FINISHED", "gateway_refund_refused")]
    [InlineData("40004", "ACQ.TRADE_NOT_ALLOW_REFUND", "gateway_refund_refused")]
    [InlineData("40004", "ACQ.NOT_ALLOW_PARTIAL_REFUND", "gateway_refund_refused")]
    [InlineData("40004", "ACQ.SELLER_BALANCE_NOT_ENOUGH", "gateway_merchant_balance_short")]
    [InlineData("40004", "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL", "gateway_refund_amount_refused")]
    [InlineData("40004", "ACQ.REASON_TRADE_REFUND_FEE_ERR", "gateway_refund_amount_refused")]
    [InlineData("40004", "ACQ.TRADE_CANCEL_TIME_OUT", "gateway_reversal_refused")]
    [InlineData("40004", "ACQ.CANCEL_NOT_ALLOWED", "gateway_reversal_refused")]
    [InlineData("40004", "ACQ.A_CODE_OF_TOMORROW", "gateway_refused")]
    [InlineData("40004", null, "gateway_refused")]
    public void A_refusal_is_final(string code, string? subCode, string expected) => Read(code, subCode).ShouldBe((expected, true));

    [Theory]
    [InlineData("20000", "isp.unknow-error", "gateway_unavailable")]
    [InlineData("20000", "aop.unknow-error", "gateway_unavailable")]
    [InlineData("20000", "ACQ.TRADE_HAS_CLOSE", "gateway_unavailable")]
    [InlineData("20000", null, "gateway_unavailable")]
    [InlineData("40004", "ACQ.SYSTEM_ERROR", "gateway_unavailable")]
    [InlineData("40004", "AQC.SYSTEM_ERROR", "gateway_unavailable")]
    [InlineData("40004", "aop.ACQ.SYSTEM_ERROR", "gateway_unavailable")]
    [InlineData("40004", "SYSTEM_ERROR", "gateway_unavailable")]
    [InlineData("40005", "isv.app-call-limited", "gateway_rate_limited")]
    [InlineData("40005", null, "gateway_rate_limited")]
    [InlineData("10003", null, "gateway_payer_busy")]
    [InlineData("50000", null, "gateway_invalid_answer")]
    public void Trouble_is_no_decision(string code, string? subCode, string expected) => Read(code, subCode).ShouldBe((expected, false));

    [Fact]
    public void The_message_is_kept_and_cut()
    {
        var problem = ErrorTable.Read(new AlipayStatus("40004", "Business Failed", "ACQ.PAYMENT_FAIL", new string('长', 5000)));

        problem.Message.ShouldStartWith("ACQ.PAYMENT_FAIL: 长");
        problem.Message.Length.ShouldBe(300);
    }

    private static (string Code, bool IsFinal) Read(string code, string? subCode)
    {
        var problem = ErrorTable.Read(new AlipayStatus(code, "msg", subCode, "说明"));
        return (problem.Code, problem.IsFinal);
    }
}
