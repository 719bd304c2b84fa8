using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Cowry.Bench.Ceiling;

/// <summary>An RSA key that many threads use, each operation with an instance of its own.</summary>
internal sealed class KeyOfMany(RSA key)
{
    private readonly ConcurrentBag<RSA> _idle = [];
    private readonly RSAParameters _parameters = key.ExportParameters(includePrivateParameters: HasPrivate(key));

    public string PrivatePem => key.ExportPkcs8PrivateKeyPem();

    public string PublicPem => key.ExportSubjectPublicKeyInfoPem();

    public byte[] Sign(byte[] data) => With(rsa => rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public bool Verify(byte[] data, byte[] signature) => With(rsa => rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    private T With<T>(Func<RSA, T> use)
    {
        var rsa = _idle.TryTake(out var idle) ? idle : RSA.Create(_parameters);
        var value = use(rsa);
        _idle.Add(rsa);
        return value;
    }

    private static bool HasPrivate(RSA key)
    {
        try
        {
            key.ExportParameters(includePrivateParameters: true);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
