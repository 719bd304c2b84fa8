using System.Collections.Frozen;
using System.Text.Json;
using Cowry.Domain.Payments;

namespace Cowry.Connectors.WeChatPay;

/// <summary>WeChat's refusal: its own code in the spelling it came in (null when the body is no error of WeChat's), and what we call it.</summary>
internal sealed record WeChatPayProblem(string? WeChatCode, string Code, bool IsFinal, string Message, string Detail)
{
    public GatewayAnswer<T> As<T>() =>
        IsFinal ? new GatewayAnswer<T>.Rejected(Code, Message) : new GatewayAnswer<T>.Unknown(Code, Message);
}

/// <summary>
/// What each of WeChat's error codes means for us. Old and new documents spell many codes with and without underscores and both spellings
/// are in use, so codes are compared without them.
/// </summary>
internal static class ErrorTable
{
    public const string CredentialsRefused = "gateway_credentials_refused";
    public const string NumberUsed = "gateway_number_used";
    public const string OrderNotFound = "gateway_order_not_found";
    public const string NotFound = "gateway_not_found";
    public const string OrderClosed = "gateway_order_closed";
    public const string OrderPaid = "gateway_order_paid";
    public const string NotEnoughMoney = "gateway_not_enough_money";
    public const string PayerBusy = "gateway_payer_busy";
    private const int LongestMessage = 300;

    // Final: the gateway said no. The others say neither yes nor no, whatever their HTTP status.
    private static readonly FrozenDictionary<string, (string Code, bool IsFinal)> ByCode =
        new Dictionary<string, (string, bool)>(StringComparer.Ordinal)
        {
            ["PARAMERROR"] = ("gateway_parameter_refused", true),
            ["INVALIDREQUEST"] = ("gateway_request_refused", true),
            ["APPIDMCHIDNOTMATCH"] = ("gateway_appid_not_bound", true),
            ["APPIDNOTEXIST"] = ("gateway_appid_unknown", true),
            ["MCHNOTEXISTS"] = ("gateway_merchant_unknown", true),
            ["MCHIDNOTEXIST"] = ("gateway_merchant_unknown", true),
            ["SIGNERROR"] = (CredentialsRefused, true),
            ["NOAUTH"] = ("gateway_product_not_opened", true),
            ["OUTTRADENOUSED"] = (NumberUsed, true),
            ["ORDERNOTEXIST"] = (OrderNotFound, true),
            ["RESOURCENOTEXISTS"] = (NotFound, true),
            ["ORDERCLOSED"] = (OrderClosed, true),
            ["ORDERPAID"] = (OrderPaid, true),
            ["ORDERREVERSED"] = (OrderClosed, true),
            ["NOTENOUGH"] = (NotEnoughMoney, true),
            ["RULELIMIT"] = ("gateway_rule_limit", true),
            ["TRADEERROR"] = ("gateway_trade_refused", true),
            ["ACCOUNTERROR"] = ("gateway_account_refused", true),
            ["USERACCOUNTABNORMAL"] = ("gateway_payer_account_abnormal", true),
            ["AUTHCODEERROR"] = ("gateway_payment_code_refused", true),
            ["AUTHCODEEXPIRE"] = ("gateway_payment_code_expired", true),
            ["AUTHCODEINVALID"] = ("gateway_payment_code_refused", true),
            // WeChat's own spelling, and the one it may be mended to.
            ["NOTSUPORTCARD"] = ("gateway_card_not_supported", true),
            ["NOTSUPPORTCARD"] = ("gateway_card_not_supported", true),
            ["BUYERMISMATCH"] = ("gateway_payer_mismatch", true),
            ["LACKPARAMS"] = ("gateway_parameter_refused", true),
            ["USERPAYING"] = (PayerBusy, false),
            ["FREQUENCYLIMITED"] = ("gateway_rate_limited", false),
            ["RATELIMITEXCEED"] = ("gateway_rate_limited", false),
            ["RATELIMITEXCEEDED"] = ("gateway_rate_limited", false),
            ["RATELIMITED"] = ("gateway_rate_limited", false),
            ["SYSTEMERROR"] = ("gateway_unavailable", false),
            ["BANKERROR"] = ("gateway_unavailable", false),
            ["OPENIDMISMATCH"] = ("gateway_unavailable", false),
            ["INVALIDTRANSACTIONID"] = ("gateway_unavailable", false),
            ["SERVICEUNAVAILABLE"] = ("gateway_unavailable", false),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    public static WeChatPayProblem Read(int status, ReadOnlySpan<byte> body)
    {
        var error = WireBody.TryRead(body, WireJson.Default.WireError);
        var (code, isFinal) = Classify(status, error?.Code);
        var message = error?.Code is null ? $"HTTP {status}" : $"{error.Code}: {error.Message}";
        return new WeChatPayProblem(error?.Code, code, isFinal, Cut(message), DetailOf(error));
    }

    public static (string Code, bool IsFinal) Classify(int status, string? weChatCode)
    {
        // The status wins where it says that nothing was decided: no code makes a 5xx or a 429 a refusal.
        if (status == 429)
            return ("gateway_rate_limited", false);
        if (status >= 500)
            return ("gateway_unavailable", false);
        if (string.IsNullOrEmpty(weChatCode) || status < 400)
            return ("gateway_invalid_answer", false);
        var key = weChatCode.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
        return ByCode.TryGetValue(key, out var known) ? known : ("gateway_refused", true);
    }

    public static (string Code, string Message) Of(WireAnswer.Broken broken) => broken.Failure switch
    {
        WireFailure.Timeout => ("gateway_timeout", broken.Message),
        WireFailure.Garbled => ("gateway_invalid_answer", broken.Message),
        WireFailure.BadSignature or WireFailure.Stale => ("gateway_signature_invalid", broken.Message),
        _ => ("gateway_unavailable", broken.Message),
    };

    private static string Cut(string text) => text.Length <= LongestMessage ? text : text[..LongestMessage];

    // Only for telling one credential from another in a check: shapes differ, so it stays text.
    private static string DetailOf(WireError? error) => error?.Detail is { ValueKind: not JsonValueKind.Null } detail ? detail.GetRawText() : "";
}
