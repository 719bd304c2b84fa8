using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>AEAD_AES_256_GCM as WeChat Pay uses it: key and nonce are ASCII text, the tag is glued to the ciphertext.</summary>
internal static class ResourceCipher
{
    private const int TagLength = 16;

    /// <summary>Writes algorithm, nonce, associated_data and ciphertext into the object that is open.</summary>
    public static void Write(Utf8JsonWriter json, string apiV3Key, string associatedData, ReadOnlySpan<byte> plain)
    {
        var nonce = RandomText.Letters(12);
        var sealedBytes = new byte[plain.Length + TagLength];
        using var aes = new AesGcm(Encoding.ASCII.GetBytes(apiV3Key), TagLength);
        aes.Encrypt(
            Encoding.ASCII.GetBytes(nonce), plain, sealedBytes.AsSpan(0, plain.Length), sealedBytes.AsSpan(plain.Length),
            Encoding.UTF8.GetBytes(associatedData));
        json.WriteString("algorithm", "AEAD_AES_256_GCM");
        json.WriteString("nonce", nonce);
        json.WriteString("associated_data", associatedData);
        json.WriteString("ciphertext", Convert.ToBase64String(sealedBytes));
    }
}
