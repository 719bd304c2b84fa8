using System.Security.Cryptography;
using System.Text;

namespace Cowry.Connectors.UnionPay;

/// <summary>
/// UnionPay's signMethod 01 of version 5.1.0: SHA-256 over the sorted text, spelled in lower-case hex, and RSA with SHA-256 over those 64
/// letters. So the text is hashed twice.
/// </summary>
internal static class MessageSignature
{
    public static byte[] Digest(string text) => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));

    public static string Make(RsaKey key, string text) => Convert.ToBase64String(key.Sign(Digest(text)));

    public static bool Matches(RsaKey key, string text, string signature)
    {
        Span<byte> bytes = stackalloc byte[1024];
        if (!Convert.TryFromBase64String(signature, bytes, out var length))
            return false;

        // Base64 has several spellings of the same bytes; only the one that an encoder writes is taken.
        bytes = bytes[..length];
        return string.Equals(Convert.ToBase64String(bytes), signature, StringComparison.Ordinal) && key.Verify(Digest(text), bytes);
    }
}
