namespace Cowry.Connectors.Alipay;

internal enum AlipayMode
{
    Merchant,
    ServiceProvider,
}

internal enum AlipayVerification
{
    PublicKey,
    Certificate,
}

/// <summary>
/// A merchant's contract with Alipay, parsed once and ready for use from many threads. It holds secrets: it is no record, so that no log or
/// message can print it by accident.
/// </summary>
internal sealed class AlipayCredentials
{
    public required AlipayMode Mode { get; init; }

    /// <summary>In service-provider mode the provider's, as is the signing key.</summary>
    public required string AppId { get; init; }

    /// <summary>The 2088 number of whoever gets the money.</summary>
    public required string SellerId { get; init; }

    /// <summary>The provider's own 2088 number, which Alipay pays its commission by.</summary>
    public string? ServiceProviderId { get; init; }

    /// <summary>The merchant's word that the provider may act for it; only in service-provider mode.</summary>
    public string? AppAuthToken { get; init; }

    public required RsaKey SigningKey { get; init; }

    /// <summary>Alipay's key: pasted, or out of Alipay's certificate.</summary>
    public required RsaKey AlipayKey { get; init; }

    /// <summary>Null in public-key mode.</summary>
    public AlipayCertificates? Certificates { get; init; }

    public required AlipayProducts Products { get; init; }

    /// <summary>Null for the real Alipay.</summary>
    public Uri? Gateway { get; init; }

    /// <summary>Null for the real Alipay's.</summary>
    public Uri? AuthorizePage { get; init; }

    public bool IsServiceProvider => Mode == AlipayMode.ServiceProvider;
}

/// <summary>The serial numbers that name the certificates in use, and the days on which they end.</summary>
internal sealed record AlipayCertificates(
    string AppSerial, string AlipaySerial, string RootSerial, DateTimeOffset AppExpiresAt, DateTimeOffset AlipayExpiresAt);

/// <summary>
/// Product codes are the contract's: a code shown is <c>QR_CODE_OFFLINE</c> in today's product and <c>FACE_TO_FACE_PAYMENT</c> in the older
/// one; <paramref name="WalletAppId"/> is the app that a page in the wallet belongs to.
/// </summary>
internal sealed record AlipayProducts(string Qr, string Scan, string Wallet, string WalletAppId);
