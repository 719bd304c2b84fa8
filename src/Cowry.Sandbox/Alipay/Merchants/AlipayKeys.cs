using System.Security.Cryptography;
using System.Text.Json;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.Alipay;

/// <summary>
/// Alipay's own keys: one for apps in public-key mode, another in a certificate for apps in certificate mode, so that whoever verifies with
/// the wrong one fails. And the authority that certifies apps. Made on first use, then kept.
/// </summary>
internal sealed class AlipayKeys
{
    /// <summary>The names of the two keys, as a trade and its notifications remember them.</summary>
    public const string PublicKeyMode = "public_key";

    public const string CertificateMode = "certificate";

    private const string Key = "alipay.platform";
    private readonly Saved saved;
    private readonly SigningKey publicKeySigner;
    private readonly SigningKey certificateSigner;

    private AlipayKeys(Saved saved)
    {
        this.saved = saved;
        publicKeySigner = new SigningKey(saved.PrivateKey);
        certificateSigner = new SigningKey(saved.Certified.PrivateKey);
        CertificateSn = CertificateFactory.Sn(saved.Certified.Certificate);
        RootSn = CertificateFactory.RootSn(saved.Roots);
    }

    /// <summary>SubjectPublicKeyInfo as PEM.</summary>
    public string PublicKey => saved.PublicKey;

    /// <summary>Alipay's certificate and after it the one that issued it, as in the file that the live platform hands out.</summary>
    public string Certificate => saved.Certified.Certificate + saved.Authority.Certificate;

    public string CertificateSn { get; }

    /// <summary>A bundle of three: two of RSA, one of another kind.</summary>
    public string Roots => saved.Roots;

    public string RootSn { get; }

    public static async Task<AlipayKeys> Open(Database database, TimeProvider time)
    {
        if (database.Read(db => db.Setting(Key)) is { } text)
            return new AlipayKeys(JsonSerializer.Deserialize<Saved>(text)!);
        var now = time.GetUtcNow();
        var made = await Task.Run(() => Make(now));
        await database.Write(db => db.SetSetting(Key, JsonSerializer.Serialize(made)));
        return new AlipayKeys(made);
    }

    public SigningKey Signer(string keyName) => keyName == CertificateMode ? certificateSigner : publicKeySigner;

    /// <summary>A certificate for an app's key.</summary>
    public string Certify(RSA key, string name, DateTimeOffset now)
    {
        using var authority = RSA.Create();
        authority.ImportFromPem(saved.Authority.PrivateKey);
        return CertificateFactory.Issue(key, name, "Alipay app", authority: false, saved.Authority.Certificate, authority, now);
    }

    private static Saved Make(DateTimeOffset now)
    {
        using var root = RSA.Create(2048);
        using var authority = RSA.Create(2048);
        using var certified = RSA.Create(2048);
        using var plain = RSA.Create(2048);
        var rootCertificate = CertificateFactory.Root(root, "Sandbox Authority R1", now);
        var authorityCertificate = CertificateFactory.Issue(
            authority, "Sandbox Authority Class 2 R1", "Certification Authority", authority: true, rootCertificate, root, now);
        var certificate = CertificateFactory.Issue(
            certified, "Sandbox Alipay", "Alipay", authority: false, authorityCertificate, authority, now);
        var roots = rootCertificate + CertificateFactory.EllipticRoot("Sandbox Authority E1", now)
            + CertificateFactory.Root(root, "Sandbox Authority R2", now);
        return new Saved(
            plain.ExportPkcs8PrivateKeyPem(), plain.ExportSubjectPublicKeyInfoPem(), new Certified(certified.ExportPkcs8PrivateKeyPem(), certificate),
            new Certified(authority.ExportPkcs8PrivateKeyPem(), authorityCertificate), roots);
    }

    private sealed record Saved(string PrivateKey, string PublicKey, Certified Certified, Certified Authority, string Roots);
}
