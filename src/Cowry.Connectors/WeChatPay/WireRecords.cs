using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cowry.Connectors.WeChatPay;

/// <summary>
/// An order, whichever way it is paid. A merchant sets appid and mchid; a service provider the four that begin with sp and sub.
/// </summary>
internal sealed record OrderRequest
{
    public string? Appid { get; init; }

    public string? Mchid { get; init; }

    public string? SpAppid { get; init; }

    public string? SpMchid { get; init; }

    public string? SubAppid { get; init; }

    public string? SubMchid { get; init; }

    public required string Description { get; init; }

    public required string OutTradeNo { get; init; }

    /// <summary>The last moment to pay, RFC 3339 in Beijing time; refused beside a payment code, as is <see cref="NotifyUrl"/>.</summary>
    public string? TimeExpire { get; init; }

    public string? NotifyUrl { get; init; }

    public required OrderAmount Amount { get; init; }

    public OrderPayer? Payer { get; init; }

    public SceneInfo? SceneInfo { get; init; }
}

/// <summary><paramref name="Total"/> in fen.</summary>
internal sealed record OrderAmount(long Total, string Currency);

/// <summary>The code that the customer showed, or the openid under the appid (a provider's: sp_appid) of the page.</summary>
internal sealed record OrderPayer(string? AuthCode = null, string? Openid = null, string? SpOpenid = null);

/// <summary>
/// One thing has two names: <c>payer_client_ip</c> and the store's <c>id</c> where a phone opens the order, <c>device_ip</c> and
/// <c>out_id</c> where we scan.
/// </summary>
internal sealed record SceneInfo(string? PayerClientIp, string? DeviceId, string? DeviceIp, StoreInfo? StoreInfo);

internal sealed record StoreInfo(string? Id, string? OutId, string? Name);

internal sealed record NativeOrderAnswer(string? CodeUrl);

internal sealed record JsapiOrderAnswer(string? PrepayId);

/// <summary>The parties of a payment by code that is undone.</summary>
internal sealed record ReverseOrder(string? Appid, string? Mchid, string? SpAppid, string? SpMchid, string? SubAppid, string? SubMchid);

/// <summary>
/// What a reversal answers. <paramref name="Recall"/> is the v2 interface's: <c>Y</c> asks for the call again; v3 is not known to send it.
/// </summary>
internal sealed record ReverseOrderAnswer(string? OutTradeNo, string? Recall);

/// <summary>A merchant sets mchid, a service provider the other two.</summary>
internal sealed record CloseOrder(string? Mchid, string? SpMchid, string? SubMchid);

/// <summary>The answer to a query, and what a payment's notification says: the same shape.</summary>
internal sealed record Transaction
{
    public string? Mchid { get; init; }

    public string? SpMchid { get; init; }

    public string? SubMchid { get; init; }

    public string? OutTradeNo { get; init; }

    public string? TransactionId { get; init; }

    public string? TradeState { get; init; }

    public string? BankType { get; init; }

    public DateTimeOffset? SuccessTime { get; init; }

    public Payer? Payer { get; init; }

    public TransactionAmount? Amount { get; init; }
}

internal sealed record Payer(string? Openid, string? SpOpenid, string? SubOpenid);

/// <summary>In fen; <paramref name="Total"/> is the order's amount, before WeChat's coupons.</summary>
internal sealed record TransactionAmount(long? Total, string? Currency);

/// <summary>A provider names its merchant. The payment is named by our number alone: what it is named by must not change between repeats.</summary>
internal sealed record RefundRequest(
    string? SubMchid, string OutTradeNo, string OutRefundNo, string? Reason, string NotifyUrl, RefundRequestAmount Amount);

/// <summary>In fen; <paramref name="Total"/> is the whole payment.</summary>
internal sealed record RefundRequestAmount(long Refund, long Total, string Currency);

/// <summary>
/// A refund in either of its shapes: an answer calls its state <see cref="Status"/> and names no merchant, a notification calls it
/// <see cref="RefundStatus"/> and does.
/// </summary>
internal sealed record Refund
{
    public string? Mchid { get; init; }

    public string? SpMchid { get; init; }

    public string? SubMchid { get; init; }

    public string? OutTradeNo { get; init; }

    public string? OutRefundNo { get; init; }

    public string? RefundId { get; init; }

    public string? Status { get; init; }

    public string? RefundStatus { get; init; }

    public DateTimeOffset? SuccessTime { get; init; }

    /// <summary>Where the money goes, in WeChat's words: the user's balance, or a bank card and its last digits.</summary>
    public string? UserReceivedAccount { get; init; }

    public RefundAmount? Amount { get; init; }
}

/// <summary>In fen; <paramref name="Refund"/> is this refund's alone, before WeChat's coupons.</summary>
internal sealed record RefundAmount(long? Refund, long? Total, string? Currency);

internal sealed record Notification(string? Id, string? EventType, EncryptedResource? Resource);

internal sealed record EncryptedResource(string? Algorithm, string? Nonce, string? AssociatedData, string? Ciphertext);

internal sealed record CertificateList(IReadOnlyList<CertificateEntry>? Data);

internal sealed record CertificateEntry(string? SerialNo, EncryptedResource? EncryptCertificate);

/// <summary>How a notification is refused; <paramref name="Code"/> is always <c>FAIL</c>.</summary>
internal sealed record NotificationRefusal(string Code, string Message);

/// <summary>
/// What the account platform answers for a page's code, with HTTP 200 either way. <paramref name="IsSnapshotuser"/> is 1 for a made-up user
/// who only looks at the page.
/// </summary>
internal sealed record PageToken(string? Openid, int? IsSnapshotuser, int? Errcode, string? Errmsg);

/// <summary>A refusal; what <paramref name="Detail"/> holds differs between interfaces.</summary>
internal sealed record WireError(string? Code, string? Message, JsonElement? Detail);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OrderRequest))]
[JsonSerializable(typeof(NativeOrderAnswer))]
[JsonSerializable(typeof(JsapiOrderAnswer))]
[JsonSerializable(typeof(CloseOrder))]
[JsonSerializable(typeof(ReverseOrder))]
[JsonSerializable(typeof(ReverseOrderAnswer))]
[JsonSerializable(typeof(RefundRequest))]
[JsonSerializable(typeof(Refund))]
[JsonSerializable(typeof(PageToken))]
[JsonSerializable(typeof(Transaction))]
[JsonSerializable(typeof(Notification))]
[JsonSerializable(typeof(CertificateList))]
[JsonSerializable(typeof(WireError))]
[JsonSerializable(typeof(NotificationRefusal))]
internal sealed partial class WireJson : JsonSerializerContext;
