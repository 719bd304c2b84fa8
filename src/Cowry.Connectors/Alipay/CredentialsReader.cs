using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Cowry.Domain.Payments;

namespace Cowry.Connectors.Alipay;

/// <summary>
/// Turns an account's settings and secrets into credentials, or says field by field what is wrong with their shape. The names: settings
/// <c>mode</c> (merchant, service_provider), <c>verification</c> (public_key, certificate), <c>app_id</c>, <c>seller_id</c> (the merchant's
/// 2088 number), <c>sys_service_provider_id</c> (the provider's), <c>qr_product_code</c>, <c>scan_product_code</c>,
/// <c>wallet_product_code</c>, <c>op_app_id</c>, <c>base_url</c>, <c>authorize_url</c>; secrets <c>app_private_key</c>,
/// <c>alipay_public_key</c> (both PEM or bare Base64), <c>app_cert</c>, <c>alipay_cert</c>, <c>alipay_root_cert</c> (PEM),
/// <c>app_auth_token</c>.
/// </summary>
internal sealed partial class CredentialsReader : SettingsReader
{
    private const string Whole = "paste all of it, unchanged";
    private const string PartnerNumber = "must be the 16 digits that start with 2088";

    private CredentialsReader(GatewayAccount account)
        : base(account)
    {
    }

    public static (AlipayCredentials? Credentials, IReadOnlyDictionary<string, string[]> Errors) Read(GatewayAccount account)
    {
        var reader = new CredentialsReader(account);
        var credentials = reader.Read();
        return (reader.Errors.Count == 0 ? credentials : null, reader.Errors);
    }

    private AlipayCredentials? Read()
    {
        var mode = Choice("mode", ("merchant", AlipayMode.Merchant), ("service_provider", AlipayMode.ServiceProvider));
        var verification = Choice(
            "verification", ("public_key", AlipayVerification.PublicKey), ("certificate", AlipayVerification.Certificate));
        var isProvider = mode == AlipayMode.ServiceProvider;

        var appId = Text("app_id", true, NumberShape(), "must be digits only, usually 16");
        var sellerId = Text("seller_id", true, PartnerShape(), PartnerNumber);
        var providerId = Text("sys_service_provider_id", isProvider, PartnerShape(), PartnerNumber);
        var token = SecretText("app_auth_token", isProvider, TokenShape(), "must be letters and digits only, at most 40");
        var products = Products(appId);
        var (gateway, authorizePage) = Addresses();
        var signingKey = Secret("app_private_key") is { } text ? PrivateKey(text) : null;
        var (alipayKey, certificates) = verification switch
        {
            AlipayVerification.Certificate => Certificates(signingKey),
            AlipayVerification.PublicKey => (PublicKey(signingKey), null),
            _ => (null, null),
        };
        if (Errors.Count > 0)
            return null;

        return new AlipayCredentials
        {
            Mode = mode!.Value,
            AppId = appId!,
            SellerId = sellerId!,
            ServiceProviderId = providerId,
            AppAuthToken = isProvider ? token : null,
            SigningKey = signingKey!,
            AlipayKey = alipayKey!,
            Certificates = certificates,
            Products = products,
            Gateway = gateway,
            AuthorizePage = authorizePage,
        };
    }

    private AlipayProducts Products(string? appId)
    {
        const string Shape = "must be capital letters and underscores, as the contract names the product";
        return new AlipayProducts(
            Text("qr_product_code", false, ProductShape(), Shape) ?? "QR_CODE_OFFLINE",
            Text("scan_product_code", false, ProductShape(), Shape) ?? "FACE_TO_FACE_PAYMENT",
            Text("wallet_product_code", false, ProductShape(), Shape) ?? "JSAPI_PAY",
            Text("op_app_id", false, NumberShape(), "must be digits only, usually 16") ?? appId ?? "");
    }

    private (Uri? Gateway, Uri? AuthorizePage) Addresses()
    {
        var gateway = Address("base_url");
        var authorizePage = Address("authorize_url");
        return gateway is null
            ? (null, authorizePage)
            : (AlipayAddresses.GatewayAt(gateway), authorizePage ?? AlipayAddresses.AuthorizePageBeside(gateway));
    }

    private RsaKey? PrivateKey(string text)
    {
        const string Field = "app_private_key";
        if (text.Contains("BEGIN ENCRYPTED", StringComparison.Ordinal))
            Refuse(Field, "is protected by a passphrase; paste it without one");
        else if (text.Contains("BEGIN CERTIFICATE", StringComparison.Ordinal) || text.Contains("PUBLIC KEY", StringComparison.Ordinal))
            Refuse(Field, "is not the private key; paste the app's private key (应用私钥) that the key tool made");
        else
            return Rsa(Field, rsa => KeyText.ImportPrivate(rsa, text), withPrivate: true, "cannot be read as an RSA private key; " + Whole);
        return null;
    }

    private RsaKey? PublicKey(RsaKey? signingKey)
    {
        const string Field = "alipay_public_key";
        if (Secret(Field) is not { } text)
            return null;
        if (text.Contains("BEGIN CERTIFICATE", StringComparison.Ordinal))
            Refuse(Field, "is a certificate; paste Alipay's public key, or choose certificate as verification");
        else if (text.Contains("PRIVATE KEY", StringComparison.Ordinal))
            Refuse(Field, "is a private key; paste Alipay's public key (支付宝公钥) from the open platform");
        else if (Rsa(Field, rsa => KeyText.ImportPublic(rsa, text), false, "cannot be read as an RSA public key; " + Whole) is { } key)
        {
            if (signingKey is null || !key.IsSamePair(signingKey))
                return key;
            Refuse(Field, "is your app's own public key; paste Alipay's (支付宝公钥), which the open platform shows after yours was uploaded");
        }

        return null;
    }

    private (RsaKey? AlipayKey, AlipayCertificates? Certificates) Certificates(RsaKey? signingKey)
    {
        using var app = CertificateFiles.First(Bundle("app_cert"));
        using var alipay = CertificateFiles.First(Bundle("alipay_cert"));
        var roots = Bundle("alipay_root_cert");
        var appKey = app is null ? null : KeyOf("app_cert", app);
        var alipayKey = alipay is null ? null : KeyOf("alipay_cert", alipay);
        if (appKey is not null && signingKey is not null && !appKey.IsSamePair(signingKey))
            Refuse("app_cert", "does not belong to app_private_key; upload the pair that was made together");
        if (alipayKey is not null && appKey is not null && alipayKey.IsSamePair(appKey))
            Refuse("alipay_cert", "is your app's own certificate; upload alipayCertPublicKey_RSA2.crt");
        var rootSerial = roots is null ? "" : CertificateSerial.OfRoots(roots);
        if (roots is not null && rootSerial.Length == 0)
            Refuse("alipay_root_cert", "holds no RSA root; upload alipayRootCert.crt");
        CertificateFiles.Dispose(roots);
        return app is null || alipay is null
            ? (null, null)
            : (alipayKey, new AlipayCertificates(
                CertificateSerial.Of(app), CertificateSerial.Of(alipay), rootSerial, new(app.NotAfter), new(alipay.NotAfter)));
    }

    private X509Certificate2Collection? Bundle(string field)
    {
        if (Secret(field) is not { } pem)
            return null;
        if (CertificateFiles.TryRead(pem) is { } bundle)
            return bundle;
        Refuse(field, "cannot be read as a certificate; paste the whole .crt file, from -----BEGIN CERTIFICATE----- to the end");
        return null;
    }

    private RsaKey? KeyOf(string field, X509Certificate2 certificate) =>
        Rsa(field, rsa => KeyText.ImportOf(rsa, certificate), withPrivate: false, "holds no RSA key");

    [GeneratedRegex(@"^[0-9]{1,32}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumberShape();

    [GeneratedRegex(@"^2088[0-9]{12}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PartnerShape();

    [GeneratedRegex(@"^[0-9A-Za-z]{1,40}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TokenShape();

    [GeneratedRegex(@"^[A-Z][A-Z_]{0,63}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ProductShape();
}
