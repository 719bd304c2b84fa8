using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Cowry.Connectors.Alipay;

/// <summary>Alipay's own names for certificates: the MD5 of issuer and serial number, in lower hexadecimal digits.</summary>
internal static class CertificateSerial
{
    // rsaEncryption and the RSA signatures; the bundle of roots also holds SM2 and ECDSA ones, which Alipay leaves out.
    private const string RsaFamily = "1.2.840.113549.1.1";

    public static string Of(X509Certificate2 certificate)
    {
        var serial = new BigInteger(certificate.SerialNumberBytes.Span, isUnsigned: true, isBigEndian: true);
        var text = Encoding.UTF8.GetBytes(IssuerOf(certificate) + serial.ToString(System.Globalization.CultureInfo.InvariantCulture));
#pragma warning disable CA5351 // Alipay's format; a name, not a protection.
        return Convert.ToHexStringLower(MD5.HashData(text));
#pragma warning restore CA5351
    }

    /// <summary>The bundle's RSA roots, joined by underscores in the order in which they stand.</summary>
    public static string OfRoots(X509Certificate2Collection bundle) =>
        string.Join('_', bundle.Where(IsRsa).Select(Of));

    private static bool IsRsa(X509Certificate2 certificate) =>
        certificate.SignatureAlgorithm.Value?.StartsWith(RsaFamily, StringComparison.Ordinal) == true;

    // The most specific name first, and no spaces: CN=…,OU=…,O=…,C=…
    private static string IssuerOf(X509Certificate2 certificate) => string.Join(
        ',',
        certificate.IssuerName.EnumerateRelativeDistinguishedNames(reversed: true)
            .Where(name => !name.HasMultipleElements)
            .Select(name => $"{ShortName(name.GetSingleElementType())}={name.GetSingleElementValue()}"));

    private static string ShortName(Oid type) => type.Value switch
    {
        "2.5.4.3" => "CN",
        "2.5.4.11" => "OU",
        "2.5.4.10" => "O",
        "2.5.4.6" => "C",
        "2.5.4.7" => "L",
        "2.5.4.8" => "ST",
        _ => type.Value ?? "",
    };
}
