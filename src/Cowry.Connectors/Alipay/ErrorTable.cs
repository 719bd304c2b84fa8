using System.Collections.Frozen;
using Cowry.Domain.Payments;

namespace Cowry.Connectors.Alipay;

/// <summary>Alipay's refusal and what we call it; <paramref name="Reason"/> is the last part of its sub_code, in capitals.</summary>
internal sealed record AlipayProblem(string Reason, string Code, bool IsFinal, string Message)
{
    public GatewayAnswer<T> As<T>() =>
        IsFinal ? new GatewayAnswer<T>.Rejected(Code, Message) : new GatewayAnswer<T>.Unknown(Code, Message);
}

/// <summary>
/// What each of Alipay's error codes means for us. One code comes with several prefixes (<c>ACQ.</c>, <c>AQC.</c>, <c>aop.ACQ.</c>, none), so
/// codes are compared by their last part.
/// </summary>
internal static class ErrorTable
{
    public const string Unavailable = "gateway_unavailable";
    public const string InvalidAnswer = "gateway_invalid_answer";
    public const string RateLimited = "gateway_rate_limited";
    public const string CredentialsRefused = "gateway_credentials_refused";
    public const string AppidUnknown = "gateway_appid_unknown";
    public const string ClockRefused = "gateway_timestamp_stale";
    public const string ProductNotOpened = "gateway_product_not_opened";
    public const string AuthorizationRefused = "gateway_authorization_refused";
    public const string MerchantUnknown = "gateway_merchant_unknown";
    public const string ParameterRefused = "gateway_parameter_refused";
    public const string OrderNotFound = "gateway_order_not_found";
    public const string OrderPaid = "gateway_order_paid";
    public const string OrderClosed = "gateway_order_closed";
    public const string WrongState = "gateway_wrong_state";
    public const string NumberUsed = "gateway_number_used";
    public const string PayerUnknown = "gateway_payer_unknown";
    public const string PaymentCodeRefused = "gateway_payment_code_refused";
    private const string NotEnoughMoney = "gateway_not_enough_money";
    private const string MerchantBlocked = "gateway_merchant_blocked";
    private const string MerchantLimit = "gateway_rule_limit";
    private const string PayerLimit = "gateway_payer_limit";
    private const string RefundRefused = "gateway_refund_refused";
    private const string RefundAmount = "gateway_refund_amount_refused";
    private const string ReversalRefused = "gateway_reversal_refused";
    private const string TradeRefused = "gateway_trade_refused";
    private const int LongestMessage = 300;

    // Final: the gateway said no. The others say neither yes nor no.
    private static readonly FrozenDictionary<string, (string Code, bool IsFinal)> ByReason =
        new Dictionary<string, (string, bool)>(StringComparer.Ordinal)
        {
            ["SYSTEM_ERROR"] = (Unavailable, false),
            ["UNKNOW_ERROR"] = (Unavailable, false),
            ["UNKNOWN_ERROR"] = (Unavailable, false),
            ["APP_CALL_LIMITED"] = (RateLimited, false),
            ["SYSTEM_RATE_LIMIT"] = (RateLimited, false),
            ["USER_RATE_LIMIT"] = (RateLimited, false),

            ["INVALID_SIGNATURE"] = (CredentialsRefused, true),
            ["MISSING_SIGNATURE"] = (CredentialsRefused, true),
            ["MISSING_SIGNATURE_CONFIG"] = (CredentialsRefused, true),
            ["INVALID_APP_ID"] = (AppidUnknown, true),
            ["MISSING_APP_ID"] = (AppidUnknown, true),
            ["INVALID_TIMESTAMP"] = (ClockRefused, true),
            ["CODE_INVALID"] = (PayerUnknown, true),
            ["INVALID_AUTH_TOKEN"] = (AuthorizationRefused, true),
            ["INVALID_APP_AUTH_TOKEN"] = (AuthorizationRefused, true),

            ["INVALID_PARAMETER"] = (ParameterRefused, true),
            ["ACCESS_FORBIDDEN"] = (ProductNotOpened, true),
            ["PARTNER_ERROR"] = (MerchantUnknown, true),

            ["TRADE_NOT_EXIST"] = (OrderNotFound, true),
            ["TRADE_HAS_SUCCESS"] = (OrderPaid, true),
            ["TRADE_HAS_CLOSE"] = (OrderClosed, true),
            ["TRADE_STATUS_ERROR"] = (WrongState, true),
            ["REASON_TRADE_STATUS_INVALID"] = (WrongState, true),
            ["REASON_ILLEGAL_STATUS"] = (WrongState, true),

            // All three refuse the number, not the payer: nothing more comes of it, another number will do.
            ["CONTEXT_INCONSISTENT"] = (NumberUsed, true),
            ["APPLY_PC_MERCHANT_CODE_ERROR"] = (NumberUsed, true),
            ["DISCORDANT_REPEAT_REQUEST"] = (NumberUsed, true),

            ["PAYMENT_AUTH_CODE_INVALID"] = (PaymentCodeRefused, true),
            ["PULL_MOBILE_CASHIER_FAIL"] = (TradeRefused, true),
            ["PAYMENT_FAIL"] = (TradeRefused, true),
            ["BUYER_BALANCE_NOT_ENOUGH"] = (NotEnoughMoney, true),
            ["BUYER_BANKCARD_BALANCE_NOT_ENOUGH"] = (NotEnoughMoney, true),
            ["NO_PAYMENT_INSTRUMENTS_AVAILABLE"] = ("gateway_no_payment_means", true),
            ["PAYMENT_REQUEST_HAS_RISK"] = ("gateway_risk_refused", true),
            ["BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR"] = (PayerLimit, true),
            ["BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR"] = (PayerLimit, true),
            ["USER_FACE_PAYMENT_SWITCH_OFF"] = ("gateway_payer_switched_off", true),
            ["BUYER_ENABLE_STATUS_FORBID"] = ("gateway_payer_account_abnormal", true),
            ["BUYER_SELLER_EQUAL"] = ("gateway_payer_is_merchant", true),
            ["TRADE_BUYER_NOT_MATCH"] = ("gateway_payer_mismatch", true),

            ["TOTAL_FEE_EXCEED"] = (MerchantLimit, true),
            ["BEYOND_PAY_RESTRICTION"] = (MerchantLimit, true),
            ["BEYOND_PER_RECEIPT_RESTRICTION"] = (MerchantLimit, true),
            ["SELLER_BEEN_BLOCKED"] = (MerchantBlocked, true),
            ["MERCHANT_STATUS_NOT_NORMAL"] = (MerchantBlocked, true),
            ["EXIST_FORBIDDEN_WORD"] = (ParameterRefused, true),
            ["INVALID_STORE_ID"] = (ParameterRefused, true),

            ["TRADE_HAS_FINISHED"] = (RefundRefused, true),
            ["TRADE_NOT_ALLOW_REFUND"] = (RefundRefused, true),
            ["NOT_ALLOW_PARTIAL_REFUND"] = (RefundRefused, true),
            ["REFUND_AMT_NOT_EQUAL_TOTAL"] = (RefundAmount, true),
            ["REASON_TRADE_REFUND_FEE_ERR"] = (RefundAmount, true),
            // After a top-up the same refund, or cancel, with the same number is right.
            ["SELLER_BALANCE_NOT_ENOUGH"] = ("gateway_merchant_balance_short", true),
            ["TRADE_CANCEL_TIME_OUT"] = (ReversalRefused, true),
            ["CANCEL_NOT_ALLOWED"] = (ReversalRefused, true),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    public static AlipayProblem Read(AlipayStatus status)
    {
        var reason = LastPart(status.SubCode);
        var (code, isFinal) = Classify(status.Code, reason);
        var message = status.SubCode is null ? $"{status.Code}: {status.Msg}" : $"{status.SubCode}: {status.SubMsg ?? status.Msg}";
        return new AlipayProblem(reason, code, isFinal, message.Length <= LongestMessage ? message : message[..LongestMessage]);
    }

    private static (string Code, bool IsFinal) Classify(string? code, string reason)
    {
        // 20000 says that nobody knows, whatever stands beside it.
        if (code == "20000")
            return (Unavailable, false);
        if (ByReason.TryGetValue(reason, out var known))
            return known;
        // A certificate's serial number that is missing or not the app's: isv.invalid-app-cert-sn and its like.
        if (reason.EndsWith("CERT_SN", StringComparison.Ordinal))
            return (CredentialsRefused, true);
        return code switch
        {
            "20001" => (AuthorizationRefused, true),
            "40001" or "40002" => (ParameterRefused, true),
            "40003" => (CredentialsRefused, true),
            "40004" => ("gateway_refused", true),
            "40005" => (RateLimited, false),
            "40006" => (ProductNotOpened, true),
            // The payer is asked for a password: what to do about that is the caller's to know.
            "10003" => ("gateway_payer_busy", false),
            _ => (InvalidAnswer, false),
        };
    }

    // isv.invalid-signature is INVALID_SIGNATURE, aop.ACQ.SYSTEM_ERROR is SYSTEM_ERROR.
    private static string LastPart(string? subCode) =>
        (subCode ?? "").Split('.')[^1].Trim().Replace('-', '_').ToUpperInvariant();
}
