using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Cowry.Connectors.Alipay;

/// <summary>
/// Keys as Alipay's tools hand them out: usually Base64 without header and lines, in PKCS#8 (Java) or PKCS#1 (others), sometimes PEM.
/// </summary>
internal static class KeyText
{
    public static void ImportPrivate(RSA rsa, string text)
    {
        if (IsPem(text))
            rsa.ImportFromPem(text);
        else
            Either(text, der => rsa.ImportPkcs8PrivateKey(der, out _), der => rsa.ImportRSAPrivateKey(der, out _));
        // A public key would import too, and fail at the first signature only.
        _ = rsa.ExportParameters(includePrivateParameters: true);
    }

    public static void ImportPublic(RSA rsa, string text)
    {
        if (IsPem(text))
            rsa.ImportFromPem(text);
        else
            Either(text, der => rsa.ImportSubjectPublicKeyInfo(der, out _), der => rsa.ImportRSAPublicKey(der, out _));
    }

    public static void ImportOf(RSA rsa, X509Certificate2 certificate)
    {
        using var key = certificate.GetRSAPublicKey() ?? throw new CryptographicException("not an RSA certificate");
        rsa.ImportParameters(key.ExportParameters(includePrivateParameters: false));
    }

    private static bool IsPem(string text) => text.Contains("-----BEGIN", StringComparison.Ordinal);

    private static void Either(string text, Action<byte[]> first, Action<byte[]> second)
    {
        var der = Convert.FromBase64String(text);
        try
        {
            first(der);
        }
        catch (CryptographicException)
        {
            second(der);
        }
    }
}
