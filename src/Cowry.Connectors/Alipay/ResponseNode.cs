using System.Text.Json;

namespace Cowry.Connectors.Alipay;

/// <summary>
/// The part of an answer that says something, in the very bytes that were signed, and the signature beside it.
/// <c>{"alipay_trade_pay_response":{…},"alipay_cert_sn":"…","sign":"…"}</c>, in any order.
/// </summary>
internal sealed record ResponseNode(byte[] Raw, string? Sign, string? CertificateSerial)
{
    private const string ErrorName = "error_response";

    /// <summary>Null when the bytes are no such answer, or are one that can be read in two ways.</summary>
    public static ResponseNode? TryFind(ReadOnlySpan<byte> body, string name)
    {
        try
        {
            return Find(body, name);
        }
        // InvalidOperationException: a name or a text that is no UTF-8.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static ResponseNode? Find(ReadOnlySpan<byte> body, string name)
    {
        var reader = new Utf8JsonReader(body);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        byte[]? raw = null;
        string? sign = null, serial = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var property = reader.GetString()!;
            // A second node, or a second signature, leaves open which of the two was meant.
            if (!seen.Add(property == ErrorName ? name : property) || !reader.Read())
                return null;
            if (property == name || property == ErrorName)
                raw = RawObject(ref reader, body);
            else if (property == "sign")
                sign = TextOf(ref reader);
            else if (property == "alipay_cert_sn")
                serial = TextOf(ref reader);
            else
                reader.Skip();
        }

        // Reads to the end, so that nothing stands behind the answer.
        return reader.TokenType != JsonTokenType.EndObject || reader.Read() || raw is null ? null : new ResponseNode(raw, sign, serial);
    }

    // From its { to the } that closes it. Encrypted content would be a text here; nothing asks for that.
    private static byte[]? RawObject(ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        var start = (int)reader.TokenStartIndex;
        var isObject = reader.TokenType == JsonTokenType.StartObject;
        reader.Skip();
        return isObject ? body[start..(int)reader.BytesConsumed].ToArray() : null;
    }

    private static string? TextOf(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
            return reader.GetString() is { Length: > 0 } text ? text : null;
        reader.Skip();
        return null;
    }
}
