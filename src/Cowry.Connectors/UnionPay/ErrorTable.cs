using System.Collections.Frozen;
using Cowry.Domain.Payments;

namespace Cowry.Connectors.UnionPay;

/// <summary>UnionPay's refusal or hesitation: its own code, what we call it, and its own words.</summary>
internal sealed record UnionPayProblem(string RespCode, string Code, bool IsFinal, string Message)
{
    public GatewayAnswer<T> As<T>() =>
        IsFinal ? new GatewayAnswer<T>.Rejected(Code, Message) : new GatewayAnswer<T>.Unknown(Code, Message);
}

/// <summary>
/// What each <c>respCode</c> means for us; the same codes tell how a call went (<c>respCode</c>) and how a transaction stands
/// (<c>origRespCode</c>). UnionPay's samples count every code that they do not name as a failure, and so does this table.
/// </summary>
internal static class ErrorTable
{
    public const string CredentialsRefused = "gateway_credentials_refused";
    public const string NumberUsed = "gateway_number_used";
    public const string AlreadyRefunded = "gateway_already_refunded";
    public const string MerchantUnknown = "gateway_merchant_unknown";
    public const string ProductNotOpened = "gateway_product_not_opened";
    private const string NotDecided = "gateway_not_decided";
    private const string Unavailable = "gateway_unavailable";
    private const string ParameterRefused = "gateway_parameter_refused";
    private const string TradeRefused = "gateway_trade_refused";
    private const string ServiceClosed = "gateway_service_closed";
    private const string PayerAbnormal = "gateway_payer_account_abnormal";
    private const string PayerNotVerified = "gateway_payer_not_verified";
    private const int LongestMessage = 300;

    // Final: UnionPay said no. The others say neither yes nor no.
    private static readonly FrozenDictionary<string, (string Code, bool IsFinal)> ByRespCode =
        new Dictionary<string, (string, bool)>(StringComparer.Ordinal)
        {
            ["01"] = (TradeRefused, true),
            ["02"] = (ServiceClosed, true),
            ["03"] = (NotDecided, false),
            ["04"] = (NotDecided, false),
            ["05"] = (NotDecided, false),
            ["10"] = (ParameterRefused, true),
            ["11"] = (CredentialsRefused, true),
            ["12"] = (NumberUsed, false),
            ["13"] = (ParameterRefused, true),
            ["30"] = (TradeRefused, true),
            ["31"] = (MerchantUnknown, true),
            ["32"] = (ProductNotOpened, true),
            ["33"] = ("gateway_rule_limit", true),
            ["34"] = ("gateway_order_not_found", true),
            ["35"] = ("gateway_wrong_state", true),
            ["36"] = ("gateway_request_refused", true),
            ["37"] = ("gateway_rate_limited", false),
            ["38"] = ("gateway_risk_refused", true),
            ["39"] = (ServiceClosed, true),
            ["42"] = ("gateway_paid_late", false),
            ["45"] = (AlreadyRefunded, true),
            ["61"] = (PayerAbnormal, true),
            ["64"] = ("gateway_not_enough_money", true),
            ["65"] = (PayerNotVerified, true),
            ["66"] = (PayerNotVerified, true),
            ["70"] = ("gateway_payer_busy", false),
            ["98"] = (Unavailable, false),
            ["99"] = (Unavailable, false),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>00, or A6: success with a defect that concerns UnionPay's books, not the money.</summary>
    public static bool IsSuccess(string respCode) => respCode is "00" or "A6";

    public static UnionPayProblem Read(string respCode, string? respMsg)
    {
        var (code, isFinal) = Classify(respCode);
        var message = $"{respCode}: {respMsg}";
        return new UnionPayProblem(respCode, code, isFinal, message.Length <= LongestMessage ? message : message[..LongestMessage]);
    }

    public static (string Code, bool IsFinal) Classify(string respCode)
    {
        if (ByRespCode.TryGetValue(respCode, out var known))
            return known;
        // 60 to 80: the customer's bank said no, and its own words say why.
        return respCode is [>= '6' and <= '8', _] ? (TradeRefused, true) : ("gateway_refused", true);
    }

    /// <summary>How a transaction with this <c>origRespCode</c> stands.</summary>
    public static GatewayPaymentState StateOf(string origRespCode) => origRespCode switch
    {
        "00" or "A6" => GatewayPaymentState.Paid,
        // Paid after the deadline: the money has moved, and whether it goes back is for a person to decide. Late money is money.
        "42" => GatewayPaymentState.Paid,
        "34" => GatewayPaymentState.NotFound,
        // A code that was refused once is told as closed. Should its customer try again with another card, that money comes late and is found
        // like all late money.
        _ => Classify(origRespCode).IsFinal ? GatewayPaymentState.Closed : GatewayPaymentState.Open,
    };
}
