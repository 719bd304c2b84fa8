using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Cowry.Connectors.WeChatPay;

/// <summary>An order for a QR. A merchant sets appid and mchid; a service provider the four that begin with sp and sub.</summary>
internal sealed record NativeOrder
{
    public string? Appid { get; init; }

    public string? Mchid { get; init; }

    public string? SpAppid { get; init; }

    public string? SpMchid { get; init; }

    public string? SubAppid { get; init; }

    public string? SubMchid { get; init; }

    public required string Description { get; init; }

    public required string OutTradeNo { get; init; }

    /// <summary>The last moment to pay, RFC 3339 in Beijing time.</summary>
    public required string TimeExpire { get; init; }

    public required string NotifyUrl { get; init; }

    public required OrderAmount Amount { get; init; }

    public SceneInfo? SceneInfo { get; init; }
}

/// <summary><paramref name="Total"/> in fen.</summary>
internal sealed record OrderAmount(long Total, string Currency);

internal sealed record SceneInfo(string PayerClientIp, string? DeviceId, StoreInfo? StoreInfo);

internal sealed record StoreInfo(string Id, string? Name);

internal sealed record NativeOrderAnswer(string? CodeUrl);

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

internal sealed record Notification(string? Id, string? EventType, EncryptedResource? Resource);

internal sealed record EncryptedResource(string? Algorithm, string? Nonce, string? AssociatedData, string? Ciphertext);

internal sealed record CertificateList(IReadOnlyList<CertificateEntry>? Data);

internal sealed record CertificateEntry(string? SerialNo, EncryptedResource? EncryptCertificate);

/// <summary>How a notification is refused; <paramref name="Code"/> is always <c>FAIL</c>.</summary>
internal sealed record NotificationRefusal(string Code, string Message);

/// <summary>A refusal; what <paramref name="Detail"/> holds differs between interfaces.</summary>
internal sealed record WireError(string? Code, string? Message, JsonElement? Detail);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NativeOrder))]
[JsonSerializable(typeof(NativeOrderAnswer))]
[JsonSerializable(typeof(CloseOrder))]
[JsonSerializable(typeof(Transaction))]
[JsonSerializable(typeof(Notification))]
[JsonSerializable(typeof(CertificateList))]
[JsonSerializable(typeof(WireError))]
[JsonSerializable(typeof(NotificationRefusal))]
internal sealed partial class WireJson : JsonSerializerContext;

internal static class WireBody
{
    // Chinese as itself: shorter, and readable where WeChat quotes it.
    private static readonly WireJson Json = new(new JsonSerializerOptions(WireJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static byte[] Of(NativeOrder order) => JsonSerializer.SerializeToUtf8Bytes(order, Json.NativeOrder);

    public static byte[] Of(CloseOrder order) => JsonSerializer.SerializeToUtf8Bytes(order, Json.CloseOrder);

    public static string Of(NotificationRefusal refusal) => JsonSerializer.Serialize(refusal, Json.NotificationRefusal);

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
