using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Cowry.Connectors.Alipay;

/// <summary>Files with one or several certificates in PEM; Alipay's own comes with those above it, the leaf first.</summary>
internal static class CertificateFiles
{
    /// <summary>Null when there is none in it or one that cannot be read.</summary>
    public static X509Certificate2Collection? TryRead(string pem)
    {
        var bundle = new X509Certificate2Collection();
        try
        {
            bundle.ImportFromPem(pem);
            return bundle.Count == 0 ? null : bundle;
        }
        catch (CryptographicException)
        {
            Dispose(bundle);
            return null;
        }
    }

    public static X509Certificate2? First(X509Certificate2Collection? bundle)
    {
        if (bundle is null)
            return null;
        foreach (var certificate in bundle.Skip(1))
            certificate.Dispose();
        return bundle[0];
    }

    public static void Dispose(X509Certificate2Collection? bundle)
    {
        foreach (var certificate in bundle ?? [])
            certificate.Dispose();
    }
}
