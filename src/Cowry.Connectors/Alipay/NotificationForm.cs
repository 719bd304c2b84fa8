using System.Text;

namespace Cowry.Connectors.Alipay;

/// <summary>The form of a notification, decoded once.</summary>
internal sealed class NotificationForm
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, string> fields;

    private NotificationForm(Dictionary<string, string> fields) => this.fields = fields;

    public IReadOnlyDictionary<string, string> Fields => fields;

    /// <summary>Null for what is absent or empty.</summary>
    public string? this[string name] => fields.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>Null when the bytes are no form, or one that names a field twice: which of the two was signed would be a guess.</summary>
    public static NotificationForm? TryRead(ReadOnlySpan<byte> body)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var range in body.Split((byte)'&'))
        {
            var pair = body[range];
            var equals = pair.IndexOf((byte)'=');
            if (equals < 1 || Decode(pair[..equals]) is not { } name || Decode(pair[(equals + 1)..]) is not { } value)
                return null;
            if (!found.TryAdd(name, value))
                return null;
        }

        return new NotificationForm(found);
    }

    private static string? Decode(ReadOnlySpan<byte> encoded)
    {
        var bytes = new byte[encoded.Length];
        var length = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            var decoded = encoded[i];
            if (decoded == '%')
            {
                if (i + 2 >= encoded.Length || !char.IsAsciiHexDigit((char)encoded[i + 1]) || !char.IsAsciiHexDigit((char)encoded[i + 2]))
                    return null;
                decoded = Convert.FromHexString(Encoding.ASCII.GetString(encoded.Slice(i + 1, 2)))[0];
                i += 2;
            }
            else if (decoded == '+')
            {
                decoded = (byte)' ';
            }

            bytes[length++] = decoded;
        }

        try
        {
            return Strict.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
