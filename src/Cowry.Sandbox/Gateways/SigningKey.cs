using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Cowry.Sandbox;

/// <summary>
/// An RSA-2048 private key that signs as all wallets do (RSASSA-PKCS1-v1_5, SHA-256, Base64). Parsed once; each thread that signs at the
/// same time works on a handle of its own, since the framework does not promise that one may be shared.
/// </summary>
internal sealed class SigningKey(string pem)
{
    private readonly ConcurrentBag<RSA> handles = [];

    public string Sign(ReadOnlySpan<byte> message)
    {
        var rsa = handles.TryTake(out var free) ? free : Parse();
        var signature = rsa.SignData(message, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        handles.Add(rsa);
        return Convert.ToBase64String(signature);
    }

    public byte[] DecryptOaep(ReadOnlySpan<byte> ciphertext)
    {
        using var rsa = Parse();
        return rsa.Decrypt(ciphertext, RSAEncryptionPadding.OaepSHA1);
    }

    private RSA Parse()
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return rsa;
    }
}

/// <summary>The public half of a merchant's key, for checking its requests and its phone-side signatures.</summary>
internal sealed class VerifyingKey(Func<RSA> parse)
{
    private readonly ConcurrentBag<RSA> handles = [];

    /// <summary>Whether the Base64 signature is right; text that is no Base64 is simply wrong.</summary>
    public bool Verify(ReadOnlySpan<byte> message, string signature)
    {
        Span<byte> bytes = stackalloc byte[512];
        if (!Convert.TryFromBase64String(signature, bytes, out var length))
            return false;
        var rsa = handles.TryTake(out var free) ? free : parse();
        try
        {
            return rsa.VerifyData(message, bytes[..length], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        finally
        {
            handles.Add(rsa);
        }
    }

    public bool Verify(string message, string signature) => Verify(Encoding.UTF8.GetBytes(message), signature);

    public byte[] EncryptOaep(ReadOnlySpan<byte> plain)
    {
        using var rsa = parse();
        return rsa.Encrypt(plain, RSAEncryptionPadding.OaepSHA1);
    }
}
