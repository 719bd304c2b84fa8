using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Cowry.Connectors.WeChatPay;

/// <summary>Bodies to bytes and back.</summary>
internal static class WireBody
{
    // Chinese as itself: shorter, and readable where WeChat quotes it.
    private static readonly WireJson Json = new(new JsonSerializerOptions(WireJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static byte[] Of(OrderRequest order) => JsonSerializer.SerializeToUtf8Bytes(order, Json.OrderRequest);

    public static byte[] Of(CloseOrder order) => JsonSerializer.SerializeToUtf8Bytes(order, Json.CloseOrder);

    public static byte[] Of(ReverseOrder order) => JsonSerializer.SerializeToUtf8Bytes(order, Json.ReverseOrder);

    public static byte[] Of(RefundRequest refund) => JsonSerializer.SerializeToUtf8Bytes(refund, Json.RefundRequest);

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
