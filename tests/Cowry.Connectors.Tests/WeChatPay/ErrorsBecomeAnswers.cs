using System.Text;
using Cowry.Connectors.WeChatPay;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.WeChatPay;

/// <summary>Each of WeChat's error codes, in both spellings where there are two.</summary>
public sealed class ErrorsBecomeAnswers
{
    [Theory]
    [InlineData(400, "PARAM_ERROR", "gateway_parameter_refused")]
    [InlineData(400, "INVALID_REQUEST", "gateway_request_refused")]
    [InlineData(400, "APPID_MCHID_NOT_MATCH", "gateway_appid_not_bound")]
    [InlineData(400, "MCH_NOT_EXISTS", "gateway_merchant_unknown")]
    [InlineData(404, "MCH_NOT_EXISTS", "gateway_merchant_unknown")]
    [InlineData(400, "ORDER_CLOSED", "gateway_order_closed")]
    [InlineData(400, "ORDERCLOSED", "gateway_order_closed")]
    [InlineData(400, "ORDER_PAID", "gateway_order_paid")]
    [InlineData(400, "ORDERPAID", "gateway_order_paid")]
    [InlineData(401, "SIGN_ERROR", "gateway_credentials_refused")]
    [InlineData(403, "NO_AUTH", "gateway_product_not_opened")]
    [InlineData(403, "NOAUTH", "gateway_product_not_opened")]
    [InlineData(403, "OUT_TRADE_NO_USED", "gateway_number_used")]
    [InlineData(403, "NOT_ENOUGH", "gateway_not_enough_money")]
    [InlineData(403, "NOTENOUGH", "gateway_not_enough_money")]
    [InlineData(403, "RULE_LIMIT", "gateway_rule_limit")]
    [InlineData(403, "RULELIMIT", "gateway_rule_limit")]
    [InlineData(403, "TRADE_ERROR", "gateway_trade_refused")]
    [InlineData(403, "ACCOUNT_ERROR", "gateway_account_refused")]
    [InlineData(403, "ACCOUNTERROR", "gateway_account_refused")]
    [InlineData(403, "USER_ACCOUNT_ABNORMAL", "gateway_payer_account_abnormal")]
    [InlineData(400, "AUTH_CODE_INVALID", "gateway_payment_code_refused")]
    [InlineData(400, "AUTH_CODE_ERROR", "gateway_payment_code_refused")]
    [InlineData(400, "AUTHCODEEXPIRE", "gateway_payment_code_expired")]
    [InlineData(400, "AUTH_CODE_EXPIRE", "gateway_payment_code_expired")]
    [InlineData(403, "NOTSUPORTCARD", "gateway_card_not_supported")]
    [InlineData(400, "ORDERREVERSED", "gateway_order_closed")]
    [InlineData(400, "BUYER_MISMATCH", "gateway_payer_mismatch")]
    [InlineData(400, "LACK_PARAMS", "gateway_parameter_refused")]
    [InlineData(404, "ORDER_NOT_EXIST", "gateway_order_not_found")]
    [InlineData(404, "ORDERNOTEXIST", "gateway_order_not_found")]
    [InlineData(404, "RESOURCE_NOT_EXISTS", "gateway_not_found")]
    [InlineData(400, "A_CODE_OF_TOMORROW", "gateway_refused")]
    public void A_refusal_is_final(int status, string code, string expected) => Read(status, code).ShouldBe((expected, true));

    [Theory]
    [InlineData(429, "FREQUENCY_LIMITED", "gateway_rate_limited")]
    [InlineData(429, "RATELIMIT_EXCEEDED", "gateway_rate_limited")]
    [InlineData(429, "RATE_LIMITED", "gateway_rate_limited")]
    [InlineData(403, "FREQUENCY_LIMITED", "gateway_rate_limited")]
    [InlineData(429, "PARAM_ERROR", "gateway_rate_limited")]
    [InlineData(500, "SYSTEM_ERROR", "gateway_unavailable")]
    [InlineData(500, "SYSTEMERROR", "gateway_unavailable")]
    [InlineData(400, "SYSTEM_ERROR", "gateway_unavailable")]
    [InlineData(500, "BANK_ERROR", "gateway_unavailable")]
    [InlineData(500, "BANKERROR", "gateway_unavailable")]
    [InlineData(500, "OPENID_MISMATCH", "gateway_unavailable")]
    [InlineData(500, "INVALID_TRANSACTIONID", "gateway_unavailable")]
    [InlineData(502, "SERVICE_UNAVAILABLE", "gateway_unavailable")]
    [InlineData(503, "SERVICE_UNAVAILABLE", "gateway_unavailable")]
    [InlineData(500, "ORDER_CLOSED", "gateway_unavailable")]
    [InlineData(400, "USERPAYING", "gateway_payer_busy")]
    [InlineData(400, "USER_PAYING", "gateway_payer_busy")]
    public void Trouble_is_no_decision(int status, string code, string expected) => Read(status, code).ShouldBe((expected, false));

    [Theory]
    [InlineData(403, "<html>403 Forbidden</html>", "gateway_invalid_answer")]
    [InlineData(404, "", "gateway_invalid_answer")]
    [InlineData(405, "{}", "gateway_invalid_answer")]
    [InlineData(400, "[1,2]", "gateway_invalid_answer")]
    [InlineData(400, """{"code":5}""", "gateway_invalid_answer")]
    [InlineData(302, """{"code":"PARAM_ERROR"}""", "gateway_invalid_answer")]
    [InlineData(500, "oops", "gateway_unavailable")]
    [InlineData(429, "slow down", "gateway_rate_limited")]
    public void An_answer_that_is_not_wechats_decides_nothing(int status, string body, string expected)
    {
        var problem = ErrorTable.Read(status, Encoding.UTF8.GetBytes(body));

        (problem.Code, problem.IsFinal).ShouldBe((expected, false));
    }

    [Fact]
    public void The_message_is_kept_and_cut()
    {
        var problem = ErrorTable.Read(400, Encoding.UTF8.GetBytes($$"""{"code":"PARAM_ERROR","message":"{{new string('长', 5000)}}"}"""));

        problem.Message.ShouldStartWith("PARAM_ERROR: 长");
        problem.Message.Length.ShouldBeLessThanOrEqualTo(300);
    }

    private static (string Code, bool IsFinal) Read(int status, string code)
    {
        var problem = ErrorTable.Read(status, Encoding.UTF8.GetBytes($$$"""{"code":"{{{code}}}","message":"说明","detail":{"field":"x"}}"""));
        return (problem.Code, problem.IsFinal);
    }
}
