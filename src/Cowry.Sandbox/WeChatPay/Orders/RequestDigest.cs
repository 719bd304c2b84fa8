using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>
/// Whether two requests say the same: a hash over their values in which neither the order of the keys nor white space counts. The time of
/// expiry is left out, since the first request fixes it.
/// </summary>
internal static class RequestDigest
{
    public static string Of(string kind, JsonElement body)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        buffer.Write(Encoding.ASCII.GetBytes(kind));
        using (var json = new Utf8JsonWriter(buffer))
            Write(json, body);
        return Convert.ToHexString(SHA256.HashData(buffer.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter json, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            json.WriteStartObject();
            foreach (var property in value.EnumerateObject().Where(p => p.Name != "time_expire").OrderBy(p => p.Name, StringComparer.Ordinal))
            {
                json.WritePropertyName(property.Name);
                Write(json, property.Value);
            }

            json.WriteEndObject();
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            json.WriteStartArray();
            foreach (var item in value.EnumerateArray())
                Write(json, item);
            json.WriteEndArray();
        }
        else
        {
            value.WriteTo(json);
        }
    }
}
