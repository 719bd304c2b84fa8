using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Cowry.Connectors;

/// <summary>
/// One RSA key used from many threads: <see cref="RSA"/> promises nothing about concurrent use, so each operation borrows an instance of
/// its own. Signatures are RSASSA-PKCS1-v1_5 over SHA-256, which WeChat Pay v3
/// calls SHA256-RSA2048 and Alipay RSA2.
/// </summary>
internal sealed class RsaKey
{
    private readonly ConcurrentBag<RSA> idle = [];
    private readonly RSAParameters parameters;

    /// <summary>Takes the key over: the caller does not dispose it.</summary>
    public RsaKey(RSA key, bool withPrivate)
    {
        parameters = key.ExportParameters(withPrivate);
        Bits = key.KeySize;
        idle.Add(key);
    }

    public int Bits { get; }

    /// <summary>Whether both are, or hold, the same public key.</summary>
    public bool IsSamePair(RsaKey other) =>
        parameters.Modulus.AsSpan().SequenceEqual(other.parameters.Modulus) && parameters.Exponent.AsSpan().SequenceEqual(other.parameters.Exponent);

    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        var rsa = Borrow();
        try
        {
            return rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        finally
        {
            idle.Add(rsa);
        }
    }

    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        var rsa = Borrow();
        try
        {
            return rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        finally
        {
            idle.Add(rsa);
        }
    }

    private RSA Borrow() => idle.TryTake(out var rsa) ? rsa : RSA.Create(parameters);
}
