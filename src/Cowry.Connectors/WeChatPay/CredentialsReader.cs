using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Cowry.Domain.Payments;

namespace Cowry.Connectors.WeChatPay;

/// <summary>
/// Turns an account's settings and secrets into credentials, or says field by field what is wrong with their shape. The names: settings
/// <c>mode</c> (merchant, service_provider), <c>verification</c> (public_key, platform_certificate), <c>appid</c>, <c>mchid</c>,
/// <c>sub_mchid</c>, <c>sub_appid</c>, <c>merchant_serial</c>, <c>public_key_id</c>, <c>base_url</c>, <c>official_account_base_url</c>;
/// secrets <c>merchant_private_key</c> (PEM, PKCS#8 or PKCS#1), <c>api_v3_key</c> (32 characters), <c>public_key</c> (PEM),
/// <c>app_secret</c> (of the official account that <c>appid</c> names; only paying from a page needs it). No message repeats a secret.
/// </summary>
internal sealed partial class CredentialsReader
{
    private readonly GatewayAccount account;
    private readonly Dictionary<string, string[]> errors = new(StringComparer.Ordinal);

    private CredentialsReader(GatewayAccount account) => this.account = account;

    public static (WeChatPayCredentials? Credentials, IReadOnlyDictionary<string, string[]> Errors) Read(GatewayAccount account)
    {
        var reader = new CredentialsReader(account);
        var credentials = reader.Read();
        return (reader.errors.Count == 0 ? credentials : null, reader.errors);
    }

    private WeChatPayCredentials? Read()
    {
        var mode = Choice("mode", ("merchant", WeChatPayMode.Merchant), ("service_provider", WeChatPayMode.ServiceProvider));
        var verification = Choice(
            "verification",
            ("public_key", WeChatPayVerification.PublicKey),
            ("platform_certificate", WeChatPayVerification.PlatformCertificate));
        var isProvider = mode == WeChatPayMode.ServiceProvider;
        var usesPublicKey = verification == WeChatPayVerification.PublicKey;

        var appid = Text("appid", true, AppidShape(), "must be 1 to 32 letters and digits, usually wx and 16 more");
        var mchid = Text("mchid", true, NumberShape(), "must be digits only, usually 10");
        var subMchid = Text("sub_mchid", isProvider, NumberShape(), "must be digits only, usually 10");
        var subAppid = Text("sub_appid", false, AppidShape(), "must be 1 to 32 letters and digits, usually wx and 16 more");
        var serial = Text("merchant_serial", true, SerialShape(), "must be the certificate's serial number, 40 hexadecimal digits");
        var keyId = Text("public_key_id", usesPublicKey, KeyIdShape(), "must start with PUB_KEY_ID_ as the merchant platform shows it");
        var baseUrl = Address("base_url");
        var officialAccountBaseUrl = Address("official_account_base_url");
        var signingKey = PrivateKey();
        var apiV3Key = ApiV3Key();
        var publicKey = usesPublicKey ? PublicKey() : null;
        var appSecret = AppSecret();
        if (errors.Count > 0)
            return null;

        var trusted = publicKey is null ? null : PlatformKey.OfPublicKey(keyId!, publicKey);
        return new WeChatPayCredentials
        {
            Mode = mode!.Value,
            Verification = verification!.Value,
            Appid = appid!,
            Mchid = mchid!,
            SubMchid = isProvider ? subMchid : null,
            SubAppid = isProvider ? subAppid : null,
            MerchantSerial = serial!.ToUpperInvariant(),
            PublicKeyId = usesPublicKey ? keyId : null,
            BaseUrl = baseUrl,
            AppSecret = appSecret,
            OfficialAccountBaseUrl = officialAccountBaseUrl,
            SigningKey = signingKey!,
            ApiV3Key = apiV3Key!,
            Certificates = new PlatformCertificates(new PlatformKeys(trusted)),
        };
    }

    private static string? NotBlank(IReadOnlyDictionary<string, string> fields, string name) =>
        fields.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    private void Refuse(string field, string message) => errors[field] = [message];

    private T? Choice<T>(string name, params (string Name, T Value)[] choices)
        where T : struct
    {
        var given = NotBlank(account.Settings, name);
        foreach (var choice in choices)
        {
            if (choice.Name == given)
                return choice.Value;
        }

        Refuse(name, "must be " + string.Join(" or ", choices.Select(choice => choice.Name)));
        return null;
    }

    private string? Text(string name, bool required, Regex shape, string message)
    {
        var value = NotBlank(account.Settings, name);
        if (value is null && required)
            Refuse(name, "is required");
        else if (value is not null && !shape.IsMatch(value))
            Refuse(name, message);
        return value;
    }

    private Uri? Address(string name)
    {
        if (NotBlank(account.Settings, name) is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            && url is { Query: "", Fragment: "", UserInfo: "" })
        {
            return url;
        }

        Refuse(name, "must be an address that starts with https:// (http:// for a sandbox), without a query");
        return null;
    }

    private string? Secret(string name)
    {
        var value = NotBlank(account.Secrets, name);
        if (value is null)
            Refuse(name, "is required");
        return value;
    }

    private RsaKey? PrivateKey()
    {
        const string Field = "merchant_private_key";
        if (Secret(Field) is not { } pem)
            return null;
        if (pem.Contains("BEGIN CERTIFICATE", StringComparison.Ordinal) && !pem.Contains("PRIVATE KEY", StringComparison.Ordinal))
            Refuse(Field, "is a certificate; paste the text of apiclient_key.pem instead");
        else if (pem.Contains("BEGIN ENCRYPTED", StringComparison.Ordinal))
            Refuse(Field, "is protected by a passphrase; paste it without one");
        else if (!pem.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            Refuse(Field, "must be a private key in PEM format, from -----BEGIN to the end, as in apiclient_key.pem");
        else
            return Rsa(Field, pem, withPrivate: true);
        return null;
    }

    private RsaKey? PublicKey()
    {
        const string Field = "public_key";
        if (Secret(Field) is not { } pem)
            return null;
        if (pem.Contains("BEGIN CERTIFICATE", StringComparison.Ordinal))
            Refuse(Field, "is a certificate; paste the text of pub_key.pem, or choose platform_certificate as verification");
        else if (pem.Contains("PRIVATE KEY", StringComparison.Ordinal) || !pem.Contains("PUBLIC KEY-----", StringComparison.Ordinal))
            Refuse(Field, "must be WeChat Pay's public key in PEM format, from -----BEGIN PUBLIC KEY----- to the end, as in pub_key.pem");
        else
            return Rsa(Field, pem, withPrivate: false);
        return null;
    }

    private RsaKey? Rsa(string field, string pem, bool withPrivate)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
            if (rsa.KeySize >= 2048)
                return new RsaKey(rsa, withPrivate);
            Refuse(field, "must be an RSA key of 2048 bits or more");
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            Refuse(field, "cannot be read as an RSA key in PEM format; paste the whole file, unchanged");
        }

        rsa.Dispose();
        return null;
    }

    private byte[]? ApiV3Key()
    {
        if (Secret("api_v3_key") is not { } key)
            return null;
        if (key.Length == 32 && Ascii.IsValid(key))
            return Encoding.ASCII.GetBytes(key);
        Refuse("api_v3_key", "must be exactly 32 letters and digits, as set on the merchant platform");
        return null;
    }

    private string? AppSecret()
    {
        var secret = NotBlank(account.Secrets, "app_secret");
        if (secret is not null && !SecretShape().IsMatch(secret))
            Refuse("app_secret", "must be letters and digits only, usually 32, as the account platform shows it once");
        return secret;
    }

    [GeneratedRegex(@"^[0-9A-Za-z]{1,128}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SecretShape();

    [GeneratedRegex(@"^[0-9A-Za-z]{1,32}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AppidShape();

    [GeneratedRegex(@"^[0-9]{1,32}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumberShape();

    [GeneratedRegex(@"^[0-9A-Fa-f]{40}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SerialShape();

    [GeneratedRegex(@"^PUB_KEY_ID_[0-9A-Za-z]{1,64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KeyIdShape();
}
