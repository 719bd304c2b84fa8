using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>A fresh key pair with its certificate, all as PEM, and the certificate's serial: 40 upper-case hex digits.</summary>
internal sealed record CertifiedKey(string Serial, string PrivateKey, string Certificate, DateTimeOffset NotBefore, DateTimeOffset NotAfter);

/// <summary>Makes keys and certificates in the shapes that WeChat Pay hands out: RSA-2048, five years, serials of 40 hex digits.</summary>
internal static class KeyFactory
{
    public static CertifiedKey Certified(string subject, DateTimeOffset now)
    {
        using var rsa = RSA.Create(2048);
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName(subject);
        name.AddOrganizationName("Cowry Sandbox, no real WeChat Pay");
        var request = new CertificateRequest(name.Build(), rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, true));

        // 20 bytes whose first is 0x40 to 0x7f: always 40 digits and never a sign byte before them.
        var serial = RandomNumberGenerator.GetBytes(20);
        serial[0] = (byte)(0x40 | (serial[0] & 0x3f));
        var (from, to) = (now.AddDays(-1), now.AddYears(5));
        using var certificate = request.Create(
            name.Build(), X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1), from, to, serial);
        return new CertifiedKey(
            Convert.ToHexString(serial), rsa.ExportPkcs8PrivateKeyPem(), certificate.ExportCertificatePem(), from, to);
    }

    /// <summary>A private key and its public half, the latter as SubjectPublicKeyInfo.</summary>
    public static (string PrivateKey, string PublicKey) Plain()
    {
        using var rsa = RSA.Create(2048);
        return (rsa.ExportPkcs8PrivateKeyPem(), rsa.ExportSubjectPublicKeyInfoPem());
    }
}
