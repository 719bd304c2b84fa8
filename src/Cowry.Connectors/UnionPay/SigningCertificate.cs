using System.Globalization;
using System.Numerics;
using System.Security.Cryptography.X509Certificates;

namespace Cowry.Connectors.UnionPay;

/// <summary>What a request says about the certificate that it is signed with.</summary>
internal static class SigningCertificate
{
    /// <summary>
    /// The serial number as UnionPay spells it: decimal, never negative. Read from hexadecimal digits, a first digit above 7 would make it so.
    /// </summary>
    public static string IdOf(X509Certificate2 certificate) =>
        new BigInteger(certificate.SerialNumberBytes.Span, isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture);

    public static DateTimeOffset ExpiryOf(X509Certificate2 certificate) => new DateTimeOffset(certificate.NotAfter).ToUniversalTime();
}
