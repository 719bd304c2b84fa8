using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Cowry.Domain.Payments;

namespace Cowry.Connectors.UnionPay;

/// <summary>
/// Turns an account's settings and secrets into credentials, or says field by field what is wrong with their shape. The names: settings
/// <c>mer_id</c>, <c>access_type</c> (0 merchant, which is meant when it is left out; 2 platform), <c>sub_mer_id</c>, <c>sub_mer_name</c>,
/// <c>sub_mer_abbr</c>, <c>term_id</c>, <c>cert_id</c> (decimal), <c>base_url</c>; secrets <c>pfx</c> (Base64) with <c>pfx_password</c>, or
/// <c>private_key</c> with <c>certificate</c> or at least <c>cert_id</c>; <c>root_cert</c>, <c>middle_cert</c> (all PEM; certificates are no
/// secrets and may stand among the settings). No message repeats a secret.
/// </summary>
internal sealed partial class CredentialsReader : SettingsReader
{
    private const string CertificateText = "cannot be read as certificates in PEM format; paste the whole file, from -----BEGIN CERTIFICATE----- to the end";

    private readonly GatewayAccount account;
    private RsaKey? signingKey;
    private string? certId;
    private DateTimeOffset? expiresAt;

    private CredentialsReader(GatewayAccount account)
        : base(account) => this.account = account;

    public static (UnionPayCredentials? Credentials, IReadOnlyDictionary<string, string[]> Errors) Read(GatewayAccount account)
    {
        var reader = new CredentialsReader(account);
        var credentials = reader.Read();
        return (reader.Errors.Count == 0 ? credentials : null, reader.Errors);
    }

    private UnionPayCredentials? Read()
    {
        var isPlatform = Setting("access_type") is not null && Choice("access_type", ("0", false), ("2", true)) == true;
        var merId = Text("mer_id", true, MerchantShape(), "must be 15 letters and digits");
        var subMerchant = isPlatform ? ReadSubMerchant() : null;
        var termId = Text("term_id", false, TerminalShape(), "must be 8 letters and digits");
        var baseUrl = Address("base_url");
        ReadSigningKey();
        var roots = Certificates("root_cert");
        var middles = Certificates("middle_cert");
        if (roots is not null && !roots.Any(root => root.SubjectName.RawData.AsSpan().SequenceEqual(root.IssuerName.RawData)))
            Refuse("root_cert", "holds no root certificate; the file that UnionPay calls root belongs here");
        if (Errors.Count > 0)
            return null;

        return new UnionPayCredentials
        {
            MerId = merId!,
            SubMerchant = subMerchant,
            TermId = termId,
            SigningKey = signingKey!,
            CertId = certId!,
            CertificateExpiresAt = expiresAt,
            // UnionPay's test system signs under another name; whoever talks to the real one believes the real name alone.
            Trust = new SignerTrust(roots!, middles!, acceptsTestName: baseUrl is not null),
            BaseUrl = baseUrl,
        };
    }

    private SubMerchant? ReadSubMerchant()
    {
        var id = Text("sub_mer_id", true, SubMerchantShape(), "must be letters and digits only, usually 15");
        var name = Text("sub_mer_name", true, NameShape(), "must be at most 40 characters, without & = { } [ ]");
        var abbreviation = Text("sub_mer_abbr", true, NameShape(), "must be at most 40 characters, without & = { } [ ]");
        return id is null || name is null || abbreviation is null ? null : new SubMerchant(id, name, abbreviation);
    }

    private void ReadSigningKey()
    {
        var given = Text("cert_id", false, CertIdShape(), "must be the certificate's serial number in decimal digits");
        if (Find("pfx") is { } pfx)
            ReadPfx(pfx);
        else
            ReadPem(given);
        if (certId is not null && given is not null && given != certId)
            Refuse("cert_id", $"is not the number of the signing certificate, which is {certId}; it may be left out");
    }

    private void ReadPfx(string text)
    {
        const string Field = "pfx";
        try
        {
            var bytes = Convert.FromBase64String(text);
            using var certificate = X509CertificateLoader.LoadPkcs12(bytes, Find("pfx_password"), X509KeyStorageFlags.Exportable);
            Take(certificate, Field);
            signingKey = certificate.HasPrivateKey
                ? Rsa(Field, key => Copy(certificate.GetRSAPrivateKey(), key, withPrivate: true), withPrivate: true, "holds no RSA key")
                : null;
            if (!certificate.HasPrivateKey)
                Refuse(Field, "holds no private key; use the file that was exported with its key");
        }
        catch (FormatException)
        {
            Refuse(Field, "must be the .pfx file in Base64");
        }
        catch (CryptographicException)
        {
            Refuse("pfx_password", "does not open the .pfx file; check the password, and that pfx holds the whole file");
        }
    }

    private void ReadPem(string? given)
    {
        const string Field = "private_key";
        if (Find(Field) is not { } pem)
        {
            Refuse("pfx", "is required, or private_key with certificate");
            return;
        }

        if (pem.Contains("BEGIN ENCRYPTED", StringComparison.Ordinal))
            Refuse(Field, "is protected by a passphrase; paste it without one");
        else if (!pem.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            Refuse(Field, "must be a private key in PEM format, from -----BEGIN to the end");
        else
            signingKey = Rsa(Field, key => key.ImportFromPem(pem), withPrivate: true, "cannot be read as an RSA key in PEM format; paste the whole file, unchanged");
        if (FindCertificate("certificate") is not { } text)
        {
            certId = given;
            if (given is null && !Errors.ContainsKey("cert_id"))
                Refuse("certificate", "is required with private_key, or cert_id");
            return;
        }

        ReadCertificate(text);
    }

    private void ReadCertificate(string text)
    {
        const string Field = "certificate";
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(text);
            Take(certificate, Field);
            var key = Rsa(Field, rsa => Copy(certificate.GetRSAPublicKey(), rsa, withPrivate: false), withPrivate: false, "holds no RSA key");
            if (key is not null && signingKey is not null && !key.IsSamePair(signingKey))
                Refuse(Field, "does not belong to private_key");
        }
        catch (CryptographicException)
        {
            Refuse(Field, CertificateText);
        }
    }

    private void Take(X509Certificate2 certificate, string field)
    {
        certId = SigningCertificate.IdOf(certificate);
        expiresAt = SigningCertificate.ExpiryOf(certificate);
        if (certificate.GetKeyAlgorithm() != "1.2.840.113549.1.1.1")
            Refuse(field, "is not for RSA; UnionPay's signMethod 01 needs an RSA certificate");
    }

    private static void Copy(RSA? from, RSA to, bool withPrivate)
    {
        using var source = from ?? throw new CryptographicException("not an RSA certificate");
        to.ImportParameters(source.ExportParameters(withPrivate));
    }

    private X509Certificate2Collection? Certificates(string field)
    {
        if (FindCertificate(field) is not { } pem)
        {
            Refuse(field, "is required");
            return null;
        }

        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            found.Clear();
        }

        if (found.Count > 0)
            return found;
        Refuse(field, CertificateText);
        return null;
    }

    private string? Find(string name) =>
        account.Secrets.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    private string? FindCertificate(string name) => Find(name) ?? Setting(name);

    [GeneratedRegex(@"^[0-9A-Za-z]{15}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MerchantShape();

    [GeneratedRegex(@"^[0-9A-Za-z]{1,40}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SubMerchantShape();

    [GeneratedRegex(@"^[^&={}\[\]\p{C}]{1,40}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NameShape();

    [GeneratedRegex(@"^[0-9A-Za-z]{8}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TerminalShape();

    [GeneratedRegex(@"^(0|[1-9][0-9]{0,127})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CertIdShape();
}
