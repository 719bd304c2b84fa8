using System.Collections.Frozen;
using System.Security.Cryptography.X509Certificates;

namespace Cowry.Connectors.WeChatPay;

/// <summary>A key that WeChat Pay signs with. Its public keys never expire; its certificates do.</summary>
internal sealed record PlatformKey(string Serial, RsaKey Key, DateTimeOffset ValidFrom, DateTimeOffset ValidUntil)
{
    public static PlatformKey OfPublicKey(string id, RsaKey key) => new(id, key, DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    /// <summary>Null when the certificate's key is not RSA.</summary>
    public static PlatformKey? OfCertificate(X509Certificate2 certificate)
    {
        var key = certificate.GetRSAPublicKey();
        return key is null
            ? null
            : new(SerialOf(certificate), new RsaKey(key, withPrivate: false), Utc(certificate.NotBefore), Utc(certificate.NotAfter));
    }

    // The BCL tells a certificate's times in the machine's own zone.
    private static DateTimeOffset Utc(DateTime local) => new(local.ToUniversalTime());

    // The BCL keeps the zero byte that DER puts before a serial whose top bit is set; WeChat writes the 40 digits without it.
    private static string SerialOf(X509Certificate2 certificate)
    {
        var serial = certificate.SerialNumber;
        return serial.Length > 40 ? serial.TrimStart('0').PadLeft(40, '0') : serial;
    }
}

/// <summary>
/// The keys that an account trusts, chosen by the serial that a message names. Several are valid at once: a new certificate signs beside
/// the old one for days, and during the move to a public key WeChat signs with either.
/// </summary>
internal sealed class PlatformKeys
{
    private readonly PlatformKey? publicKey;
    private volatile FrozenDictionary<string, PlatformKey> bySerial;

    /// <summary>Trusts the account's public key for good; null in certificate mode.</summary>
    public PlatformKeys(PlatformKey? publicKey)
    {
        this.publicKey = publicKey;
        bySerial = Index(publicKey, []);
    }

    public RsaKey? Find(string serial, DateTimeOffset now) =>
        bySerial.TryGetValue(serial, out var key) && key.ValidFrom <= now && now < key.ValidUntil ? key.Key : null;

    /// <summary>Trusts these certificates, and the account's public key, from now on; what was trusted before is forgotten.</summary>
    public void Replace(IEnumerable<PlatformKey> certificates) => bySerial = Index(publicKey, certificates);

    private static FrozenDictionary<string, PlatformKey> Index(PlatformKey? publicKey, IEnumerable<PlatformKey> certificates) =>
        (publicKey is null ? certificates : certificates.Append(publicKey))
            .DistinctBy(key => key.Serial, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(key => key.Serial, StringComparer.OrdinalIgnoreCase);
}
