using Cowry.Client.Payments;

namespace Cowry.Client.PaymentAccounts;

public enum WechatPayMode
{
    Merchant,
    ServiceProvider,
}

public enum WechatPayVerification
{
    PublicKey,
    PlatformCertificate,
}

/// <summary>The public half of a WeChat Pay contract.</summary>
public sealed record WechatPaySettings
{
    public WechatPayMode Mode { get; init; }

    public WechatPayVerification Verification { get; init; }

    public required string Appid { get; init; }

    public required string Mchid { get; init; }

    public string? SubMchid { get; init; }

    public string? SubAppid { get; init; }

    /// <summary>Serial of the merchant's API certificate, 40 hex digits.</summary>
    public required string MerchantSerial { get; init; }

    /// <summary><c>PUB_KEY_ID_…</c>, in public-key mode.</summary>
    public string? PublicKeyId { get; init; }

    /// <summary>Where WeChat Pay answers; left out for the real one.</summary>
    public string? BaseUrl { get; init; }
}

/// <summary>The secret half: taken in, never given out. In a change, what is left out stays as it is.</summary>
public sealed record WechatPaySecrets
{
    public string? MerchantPrivateKey { get; init; }

    public string? ApiV3Key { get; init; }

    public string? PublicKey { get; init; }
}

public sealed record CreatePaymentAccount
{
    public string? Id { get; init; }

    public required PaymentMethod Method { get; init; }

    public required string Name { get; init; }

    /// <summary>The gateway's rate in parts per million: 6000 is 0.6 %. 0 to 1,000,000.</summary>
    public required int RatePpm { get; init; }

    public WechatPaySettings? WechatPay { get; init; }

    public WechatPaySecrets? WechatPaySecrets { get; init; }
}

public sealed record UpdatePaymentAccount
{
    public string? Name { get; init; }

    public int? RatePpm { get; init; }

    public bool? Enabled { get; init; }

    public WechatPaySettings? WechatPay { get; init; }

    public WechatPaySecrets? WechatPaySecrets { get; init; }
}

public sealed record PaymentAccount
{
    public required string Id { get; init; }

    public string Object { get; init; } = "payment_account";

    public required DateTimeOffset CreatedAt { get; init; }

    public required PaymentMethod Method { get; init; }

    public required string Name { get; init; }

    public required int RatePpm { get; init; }

    public required bool Enabled { get; init; }

    public WechatPaySettings? WechatPay { get; init; }

    /// <summary>Names of the secrets that are stored; their values never leave the server.</summary>
    public required IReadOnlyList<string> SecretsSet { get; init; }

    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>Whether the last check found no error; null before the first.</summary>
    public bool? CheckOk { get; init; }
}

public enum CheckLevel
{
    Warning,
    Error,
}

public sealed record CheckFinding(CheckLevel Level, string Code, string Chinese, string English);

public sealed record PaymentAccountCheck
{
    public string Object { get; init; } = "payment_account_check";

    public required bool Ok { get; init; }

    public required DateTimeOffset At { get; init; }

    public required IReadOnlyList<CheckFinding> Findings { get; init; }
}
