namespace Cowry.Connectors.WeChatPay;

internal enum WeChatPayMode
{
    Merchant,
    ServiceProvider,
}

internal enum WeChatPayVerification
{
    PublicKey,
    PlatformCertificate,
}

/// <summary>
/// A merchant's contract with WeChat Pay, parsed once and ready for use from many threads. It holds secrets: it is no record, so that no
/// log or message can print it by accident.
/// </summary>
internal sealed class WeChatPayCredentials
{
    public required WeChatPayMode Mode { get; init; }

    public required WeChatPayVerification Verification { get; init; }

    /// <summary>In service-provider mode the provider's (sp_appid), as are the number, the serial and all keys.</summary>
    public required string Appid { get; init; }

    public required string Mchid { get; init; }

    public string? SubMchid { get; init; }

    public string? SubAppid { get; init; }

    public required string MerchantSerial { get; init; }

    /// <summary>Sent with every request in public-key mode: WeChat then signs the answer with that key.</summary>
    public string? PublicKeyId { get; init; }

    /// <summary>Null for the real WeChat Pay.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>Of the official account whose appid is <see cref="Appid"/>; null where no page of ours is paid from.</summary>
    public string? AppSecret { get; init; }

    /// <summary>Null for the real account platform.</summary>
    public Uri? OfficialAccountBaseUrl { get; init; }

    public required RsaKey SigningKey { get; init; }

    public required byte[] ApiV3Key { get; init; }

    public required PlatformCertificates Certificates { get; init; }

    public PlatformKeys Keys => Certificates.Keys;

    public bool IsServiceProvider => Mode == WeChatPayMode.ServiceProvider;
}
