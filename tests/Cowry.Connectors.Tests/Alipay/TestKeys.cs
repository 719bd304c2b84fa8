using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Cowry.Connectors.Tests.Alipay;

/// <summary>Keys made for this run: the app's and Alipay's, bare and in certificates under a root of Alipay's shape.</summary>
internal static class TestKeys
{
    private static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static RSA App { get; } = RSA.Create(2048);

    public static RSA Alipay { get; } = RSA.Create(2048);

    public static RSA Stranger { get; } = RSA.Create(2048);

    public static X509Certificate2 Root { get; } = MakeRoot();

    public static X509Certificate2 AppCertificate { get; } = Issue(App, "CN=2088831204659217-2021001161683774");

    public static X509Certificate2 AlipayCertificate { get; } = Issue(Alipay, "CN=Alipay-2088831204659217");

    public static string RootPem { get; } = Root.ExportCertificatePem() + "\n" + MakeEllipticRoot().ExportCertificatePem();

    public static string Private(RSA key)
    {
        lock (key)
            return key.ExportPkcs8PrivateKeyPem();
    }

    public static string Public(RSA key)
    {
        lock (key)
            return key.ExportSubjectPublicKeyInfoPem();
    }

    /// <summary>RSA2, by code of its own.</summary>
    public static string Sign(RSA key, string text)
    {
        lock (key)
            return Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    public static bool Verify(RSA key, string text, string signature)
    {
        lock (key)
        {
            return key.VerifyData(
                Encoding.UTF8.GetBytes(text), Convert.FromBase64String(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
    }

    /// <summary>The serial's first byte is above 0x7F, so that DER puts a zero byte before it.</summary>
    public static X509Certificate2 Issue(RSA key, string subject, DateTimeOffset? until = null)
    {
        byte[] serial = [0xF0, .. RandomNumberGenerator.GetBytes(15)];
        lock (key)
        {
            var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            lock (Root)
                return request.Create(Root, From, until ?? From.AddYears(9), serial);
        }
    }

    private static X509Certificate2 MakeRoot()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(
            "CN=Ant Financial Certification Authority R9,OU=Certification Authority,O=Ant Financial,C=CN",
            key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(From, From.AddYears(10));
    }

    private static X509Certificate2 MakeEllipticRoot()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=Ant Financial E9,C=CN", key, HashAlgorithmName.SHA256).CreateSelfSigned(From, From.AddYears(10));
    }
}
