using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Cowry.Sandbox;

/// <summary>
/// Whether two requests say the same: a hash over their values in which neither the order of the keys nor white space counts.
/// </summary>
internal static class RequestDigest
{
    /// <summary>A hash of the kind and of all values but some.</summary>
    /// <param name="leftOut">Names of fields that may differ.</param>
    public static string Of(string kind, JsonElement body, params string[] leftOut)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        buffer.Write(Encoding.ASCII.GetBytes(kind));
        using (var json = new Utf8JsonWriter(buffer))
            Write(json, body, leftOut);
        return Convert.ToHexString(SHA256.HashData(buffer.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter json, JsonElement value, string[] leftOut)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            json.WriteStartObject();
            foreach (var property in value.EnumerateObject().Where(p => !leftOut.Contains(p.Name, StringComparer.Ordinal)).OrderBy(p => p.Name, StringComparer.Ordinal))
            {
                json.WritePropertyName(property.Name);
                Write(json, property.Value, leftOut);
            }

            json.WriteEndObject();
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            json.WriteStartArray();
            foreach (var item in value.EnumerateArray())
                Write(json, item, leftOut);
            json.WriteEndArray();
        }
        else
        {
            value.WriteTo(json);
        }
    }
}
