using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Cowry.Sandbox.Alipay;

/// <summary>A certificate with its private key, both as PEM.</summary>
internal sealed record Certified(string PrivateKey, string Certificate);

/// <summary>Certificates in the shapes of Alipay's: RSA-2048, names of CN, OU, O and C, serials of 128 bits.</summary>
internal static class CertificateFactory
{
    private const string RsaSignatures = "1.2.840.113549.1.1";

    /// <summary>One that signs itself, with this key.</summary>
    public static string Root(RSA key, string commonName, DateTimeOffset now)
    {
        var request = new CertificateRequest(Name(commonName, "Certification Authority"), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return SelfSigned(request, X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1), now);
    }

    /// <summary>A root of another algorithm, as the live bundle has some: its SN does not count.</summary>
    public static string EllipticRoot(string commonName, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Name(commonName, "Certification Authority"), key, HashAlgorithmName.SHA256);
        return SelfSigned(request, X509SignatureGenerator.CreateForECDsa(key), now);
    }

    /// <summary>One for this key, signed by the issuer.</summary>
    public static string Issue(RSA key, string commonName, string unit, bool authority, string issuerCertificate, RSA issuerKey, DateTimeOffset now)
    {
        var request = new CertificateRequest(Name(commonName, unit), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(authority, false, 0, true));
        using var issuer = X509Certificate2.CreateFromPem(issuerCertificate);
        var generator = X509SignatureGenerator.CreateForRSA(issuerKey, RSASignaturePadding.Pkcs1);
        using var certificate = request.Create(issuer.SubjectName, generator, now.AddDays(-1), now.AddYears(5), Serial());
        return certificate.ExportCertificatePem() + "\n";
    }

    /// <summary>
    /// Alipay's name for a certificate: MD5 over its issuer (<c>CN=…,OU=…,O=…,C=…</c>) and its serial as a decimal number.
    /// </summary>
    public static string Sn(string pem)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        return Sn(certificate);
    }

    /// <summary>The SN of a bundle of roots: those of the ones that RSA signed.</summary>
    public static string RootSn(string bundle)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(bundle);
        return string.Join('_', certificates
            .Where(certificate => certificate.SignatureAlgorithm.Value!.StartsWith(RsaSignatures, StringComparison.Ordinal)).Select(Sn));
    }

    private static string Sn(X509Certificate2 certificate)
    {
        var parts = certificate.IssuerName.EnumerateRelativeDistinguishedNames(reversed: true)
            .Select(part => $"{part.GetSingleElementType().FriendlyName}={part.GetSingleElementValue()}");
        var serial = new BigInteger(certificate.SerialNumberBytes.Span, isUnsigned: true, isBigEndian: true);
        var text = string.Join(',', parts) + serial.ToString(CultureInfo.InvariantCulture);
#pragma warning disable CA5351 // Alipay's choice
        return Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
    }

    private static string SelfSigned(CertificateRequest request, X509SignatureGenerator generator, DateTimeOffset now)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.Create(request.SubjectName, generator, now.AddDays(-1), now.AddYears(20), Serial());
        return certificate.ExportCertificatePem() + "\n";
    }

    // Written from the narrow to the wide, encoded the other way round.
    private static X500DistinguishedName Name(string commonName, string unit) =>
        new($"CN=\"{commonName.Replace("\"", "", StringComparison.Ordinal)}\", OU={unit}, O=Cowry Sandbox no real Alipay, C=CN");

    private static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)(0x20 | (serial[0] & 0x1f));
        return serial;
    }
}
