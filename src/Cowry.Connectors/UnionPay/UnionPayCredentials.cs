namespace Cowry.Connectors.UnionPay;

/// <summary>
/// A merchant's contract with UnionPay, parsed once and ready for use from many threads. It holds secrets: it is no record, so that no log or
/// message can print it by accident.
/// </summary>
internal sealed class UnionPayCredentials
{
    /// <summary>The platform's own where there is a <see cref="SubMerchant"/>.</summary>
    public required string MerId { get; init; }

    /// <summary>Null for a merchant with a contract of its own (<c>accessType</c> 0); set for a platform that acts for one (2).</summary>
    public SubMerchant? SubMerchant { get; init; }

    /// <summary>8 letters and digits; sent with payment codes where the contract asks for a terminal.</summary>
    public string? TermId { get; init; }

    public required RsaKey SigningKey { get; init; }

    /// <summary>The signing certificate's serial number in decimal, by which UnionPay finds the key.</summary>
    public required string CertId { get; init; }

    /// <summary>Null where only the certificate's number was given.</summary>
    public DateTimeOffset? CertificateExpiresAt { get; init; }

    public required SignerTrust Trust { get; init; }

    /// <summary>Null for the real UnionPay.</summary>
    public Uri? BaseUrl { get; init; }

    public string AccessType => SubMerchant is null ? "0" : "2";
}

/// <summary>The shop for which a platform takes money: its number, its name, and the short name that customers see.</summary>
internal sealed record SubMerchant(string Id, string Name, string Abbreviation);
