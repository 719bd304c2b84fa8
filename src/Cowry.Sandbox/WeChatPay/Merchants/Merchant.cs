using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Serialization;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>Which of WeChat Pay's keys a merchant may use.</summary>
internal static class KeyMode
{
    /// <summary>Certificate and public key, as during a switch: answers follow the request's <c>Wechatpay-Serial</c>.</summary>
    public const string Both = "both";

    /// <summary>The platform certificate only.</summary>
    public const string Certificate = "certificate";

    /// <summary>The public key only: <c>GET /v3/certificates</c> answers 404.</summary>
    public const string PublicKey = "public_key";
}

/// <summary>A shop below a service provider.</summary>
internal sealed record SubMerchant(string Mchid, string Name, string Appid);

/// <summary>A merchant (or service provider) of WeChat Pay with all that it would find on the merchant platform.</summary>
/// <param name="KeyMode">One of <see cref="WeChatPay.KeyMode"/>.</param>
/// <param name="NotificationKey">
/// Which key signs notifications: <c>as_requested</c> (the one that the order's request named), <c>certificate</c>, <c>public_key</c> or
/// <c>alternate</c> (as in the days of a switch, when either may come).
/// </param>
/// <param name="Rate">The fee in parts per million.</param>
/// <param name="ErrorSpelling"><c>new</c> (<c>ORDER_NOT_EXIST</c>) or <c>old</c> (<c>ORDERNOTEXIST</c>): both are alive.</param>
internal sealed record Merchant(
    string Mchid,
    string Name,
    string[] Appids,
    CertifiedKey Key,
    string ApiV3Key,
    string ApiV2Key,
    string KeyMode,
    string NotificationKey,
    int Rate,
    string ErrorSpelling,
    bool ServiceProvider,
    SubMerchant[] SubMerchants)
{
    private VerifyingKey? verifier;

    /// <summary>Checks what this merchant signed.</summary>
    [JsonIgnore]
    public VerifyingKey Verifier => verifier ??= new VerifyingKey(() =>
    {
        using var certificate = X509Certificate2.CreateFromPem(Key.Certificate);
        return certificate.GetRSAPublicKey()!;
    });

    public SubMerchant? Sub(string? mchid) => Array.Find(SubMerchants, sub => sub.Mchid == mchid);
}
