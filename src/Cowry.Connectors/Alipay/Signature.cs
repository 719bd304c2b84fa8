namespace Cowry.Connectors.Alipay;

/// <summary>A signature in Base64.</summary>
internal static class Signature
{
    /// <summary>Null when the text is not the one spelling that these bytes have: no second text passes for the same signature.</summary>
    public static byte[]? TryDecode(string text)
    {
        var bytes = new byte[(text.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(text, bytes, out var length) && Convert.ToBase64String(bytes, 0, length) == text
            ? bytes[..length]
            : null;
    }
}
