using System.Security.Cryptography;
using System.Text;

namespace Cowry.Connectors.WeChatPay;

/// <summary>
/// Opens what WeChat encrypts with the merchant's API v3 key, in notifications and in the download of certificates: AES-256-GCM, the
/// 16-byte tag at the end of the ciphertext.
/// </summary>
internal static class ResourceCipher
{
    public const string Algorithm = "AEAD_AES_256_GCM";
    private const int TagSize = 16;
    private const int NonceSize = 12;

    /// <summary>Null when the key is another, or anything was changed on the way.</summary>
    public static byte[]? TryOpen(byte[] apiV3Key, EncryptedResource resource)
    {
        if (resource is not { Algorithm: Algorithm, Nonce: { } nonceText, Ciphertext: { } encoded })
            return null;
        var nonce = Encoding.UTF8.GetBytes(nonceText);
        var sealedBytes = new byte[encoded.Length];
        if (nonce.Length != NonceSize || !Convert.TryFromBase64String(encoded, sealedBytes, out var length) || length < TagSize)
            return null;

        var cipher = sealedBytes.AsSpan(0, length - TagSize);
        var tag = sealedBytes.AsSpan(length - TagSize, TagSize);
        var plain = new byte[cipher.Length];
        // An instance per use: AesGcm is not safe for concurrent calls, and setting one up is cheap.
        using var aes = new AesGcm(apiV3Key, TagSize);
        try
        {
            aes.Decrypt(nonce, cipher, tag, plain, Encoding.UTF8.GetBytes(resource.AssociatedData ?? ""));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
