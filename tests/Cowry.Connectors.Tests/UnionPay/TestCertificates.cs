using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Cowry.Connectors.Tests.UnionPay;

/// <summary>Certificates made for this run in the shape of UnionPay's: a root, a middle one, signers below it; and the merchant's own.</summary>
internal static class TestCertificates
{
    public const string UnionPayName = "041@8310000000083040@中国银联股份有限公司@00016495";
    public const string PfxPassword = "000000";

    private static readonly DateTimeOffset From = TimeProvider.System.GetUtcNow().AddYears(-3);
    private static readonly RSA MiddleKey = RSA.Create(2048);
    private static readonly RSA RootKey = RSA.Create(2048);

    public static RSA MerchantKey { get; } = RSA.Create(2048);

    public static RSA SignerKey { get; } = RSA.Create(2048);

    public static RSA StrangerKey { get; } = RSA.Create(2048);

    public static X509Certificate2 Root { get; } = Authority("CN=Test CS CA", RootKey);

    public static X509Certificate2 Middle { get; } = Authority("CN=Test OCA1", MiddleKey, Root, RootKey);

    /// <summary>The first byte of its serial number is above 0x7F, so that DER puts a zero byte before it and careless readers see a minus.</summary>
    public static X509Certificate2 Merchant { get; } = Leaf("CN=merchant", MerchantKey, serial: [0xF0, 0x31, 0x09, 0xAB, 0x11]);

    public static string MerchantCertId => "1031614868241";

    public static string Signer { get; } = Issue(UnionPayName);

    public static string Issue(
        string name,
        RSA? key = null,
        DateTimeOffset? from = null,
        DateTimeOffset? until = null,
        X509Certificate2? issuer = null,
        RSA? issuerKey = null,
        X509SignatureGenerator? generator = null)
    {
        using var certificate = Leaf($"C=cn, O=CFCA OCA1, CN={name}", key ?? SignerKey, from, until, issuer, issuerKey, null, generator);
        return Crlf(certificate);
    }

    /// <summary>A whole other family that uses the same names.</summary>
    public static (string Signer, X509Certificate2 Root, X509Certificate2 Middle) ImpostorFamily()
    {
        var root = Authority("CN=Test CS CA", StrangerKey);
        var middle = Authority("CN=Test OCA1", StrangerKey, root, StrangerKey);
        return (Issue(UnionPayName, StrangerKey, issuer: middle, issuerKey: StrangerKey), root, middle);
    }

    /// <summary>Signs with the middle certificate's key over SHA-1, which the framework's own generator no longer does.</summary>
    public static X509SignatureGenerator OldMiddle() => new Sha1Generator(MiddleKey);

    /// <summary>As UnionPay writes certificates into messages: PEM with CRLF, none at the end.</summary>
    public static string Crlf(X509Certificate2 certificate) =>
        certificate.ExportCertificatePem().Replace("\n", "\r\n", StringComparison.Ordinal);

    public static string Pfx(X509Certificate2 certificate, RSA key)
    {
        lock (key)
        {
            using var both = certificate.CopyWithPrivateKey(key);
            return Convert.ToBase64String(both.Export(X509ContentType.Pkcs12, PfxPassword));
        }
    }

    private static X509Certificate2 Leaf(
        string name,
        RSA key,
        DateTimeOffset? from = null,
        DateTimeOffset? until = null,
        X509Certificate2? issuer = null,
        RSA? issuerKey = null,
        byte[]? serial = null,
        X509SignatureGenerator? generator = null)
    {
        var request = new CertificateRequest(new X500DistinguishedName(name), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        var signer = issuerKey ?? MiddleKey;
        lock (signer)
        {
            return request.Create(
                (issuer ?? Middle).SubjectName,
                generator ?? X509SignatureGenerator.CreateForRSA(signer, RSASignaturePadding.Pkcs1),
                from ?? From.AddDays(1),
                until ?? From.AddYears(5),
                serial ?? RandomNumberGenerator.GetBytes(8));
        }
    }

    private static X509Certificate2 Authority(string name, RSA key, X509Certificate2? issuer = null, RSA? issuerKey = null)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return request.Create(
            issuer?.SubjectName ?? request.SubjectName,
            X509SignatureGenerator.CreateForRSA(issuerKey ?? key, RSASignaturePadding.Pkcs1),
            From,
            From.AddYears(10),
            RandomNumberGenerator.GetBytes(8));
    }

    private sealed class Sha1Generator(RSA key) : X509SignatureGenerator
    {
        // sha1WithRSAEncryption, 1.2.840.113549.1.1.5, without parameters.
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) => Convert.FromHexString("300D06092A864886F70D0101050500");

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm)
        {
            lock (key)
                return key.SignData(data, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);
        }

        protected override PublicKey BuildPublicKey() => new(key);
    }
}
