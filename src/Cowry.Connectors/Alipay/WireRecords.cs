using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Cowry.Connectors.Alipay;

/// <summary>
/// How a call went. A success has code 10000, or none at all where the call may omit it (<see cref="AlipayCall.MayOmitCode"/>).
/// </summary>
internal sealed record AlipayStatus(string? Code, string? Msg, string? SubCode, string? SubMsg)
{
    public bool IsSuccess => Code is null or "10000";

    /// <summary>Only these are ever sent without a signature.</summary>
    public bool IsError => Code is { Length: 5 } && Code[0] is '2' or '4';
}

/// <summary>An order for each way of paying: the fields that a way does not know stay null and are not sent.</summary>
internal sealed record TradeOrder
{
    public required string OutTradeNo { get; init; }

    /// <summary>Yuan.</summary>
    public required string TotalAmount { get; init; }

    public required string Subject { get; init; }

    public required string ProductCode { get; init; }

    public string? Scene { get; init; }

    public string? AuthCode { get; init; }

    public string? BuyerId { get; init; }

    public string? BuyerOpenId { get; init; }

    public string? OpAppId { get; init; }

    public string? StoreId { get; init; }

    public string? TerminalId { get; init; }

    public string? TimeoutExpress { get; init; }

    public string? TimeExpire { get; init; }

    public string? QrCodeTimeoutExpress { get; init; }

    public ExtendParams? ExtendParams { get; init; }
}

internal sealed record ExtendParams(string SysServiceProviderId);

internal sealed record TradeQuestion(string OutTradeNo, IReadOnlyList<string>? QueryOptions = null);

internal sealed record RefundRequest(string OutTradeNo, string RefundAmount, string OutRequestNo, string? RefundReason);

internal sealed record RefundQuestion(string OutTradeNo, string OutRequestNo);

internal sealed record PrecreateAnswer(string? OutTradeNo, string? QrCode);

internal sealed record CreateAnswer(string? OutTradeNo, string? TradeNo);

/// <summary>A trade as a query tells it; amounts are yuan.</summary>
internal sealed record Trade
{
    public string? OutTradeNo { get; init; }

    public string? TradeNo { get; init; }

    public string? TradeStatus { get; init; }

    public string? TotalAmount { get; init; }

    public string? SendPayDate { get; init; }

    public string? BuyerUserId { get; init; }

    public string? BuyerOpenId { get; init; }

    public IReadOnlyList<FundBill>? FundBillList { get; init; }
}

/// <summary>Where a part of the money came from: <c>ALIPAYACCOUNT</c>, <c>BANKCARD</c> with a bank.</summary>
internal sealed record FundBill(string? FundChannel, string? BankCode);

internal sealed record CancelAnswer(string? OutTradeNo, string? RetryFlag, string? Action);

internal sealed record RefundAnswer(string? OutTradeNo, string? FundChange, string? GmtRefundPay);

internal sealed record RefundState(
    string? OutTradeNo, string? OutRequestNo, string? RefundStatus, string? RefundAmount, string? GmtRefundPay);

internal sealed record OauthToken(string? UserId, string? OpenId);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AlipayStatus))]
[JsonSerializable(typeof(TradeOrder))]
[JsonSerializable(typeof(TradeQuestion))]
[JsonSerializable(typeof(RefundRequest))]
[JsonSerializable(typeof(RefundQuestion))]
[JsonSerializable(typeof(PrecreateAnswer))]
[JsonSerializable(typeof(CreateAnswer))]
[JsonSerializable(typeof(Trade))]
[JsonSerializable(typeof(CancelAnswer))]
[JsonSerializable(typeof(RefundAnswer))]
[JsonSerializable(typeof(RefundState))]
[JsonSerializable(typeof(OauthToken))]
internal sealed partial class AlipayJson : JsonSerializerContext;

/// <summary>Inside the form of a notification the same list is spelled in camel case.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<FundBill>))]
internal sealed partial class AlipayNotifyJson : JsonSerializerContext;

internal static class WireBody
{
    /// <summary>Chinese as itself: shorter, and readable where Alipay quotes it.</summary>
    public static AlipayJson Json { get; } = new(new JsonSerializerOptions(AlipayJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static string Of<T>(T content, JsonTypeInfo<T> type) => JsonSerializer.Serialize(content, type);

    /// <summary>Null when the bytes are not such an object.</summary>
    public static T? TryRead<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
