using Cowry.Client.PaymentAccounts;
using Cowry.Office.Parts;
using Cowry.Office.Words;

namespace Cowry.Office.PaymentAccounts;

/// <summary>What is typed for a WeChat Pay account. Secrets start empty: what is stored never comes back, and what stays empty stays as it is.</summary>
public sealed class AccountInput
{
    public string? Name { get; set; }

    /// <summary>Percent as text, such as 0.6.</summary>
    public string? Rate { get; set; } = "0.6";

    public bool Enabled { get; set; } = true;

    public WechatPayMode Mode { get; set; }

    public WechatPayVerification Verification { get; set; }

    public string? Appid { get; set; }

    public string? Mchid { get; set; }

    public string? SubMchid { get; set; }

    public string? SubAppid { get; set; }

    public string? MerchantSerial { get; set; }

    public string? PublicKeyId { get; set; }

    public string? BaseUrl { get; set; }

    public string? MerchantPrivateKey { get; set; }

    public string? ApiV3Key { get; set; }

    public string? PublicKey { get; set; }

    internal static AccountInput From(PaymentAccount? account) => account?.WechatPay is not { } settings ? new AccountInput() : new AccountInput
    {
        Name = account.Name,
        Rate = RatePercent.Format(account.RatePpm),
        Enabled = account.Enabled,
        Mode = settings.Mode,
        Verification = settings.Verification,
        Appid = settings.Appid,
        Mchid = settings.Mchid,
        SubMchid = settings.SubMchid,
        SubAppid = settings.SubAppid,
        MerchantSerial = settings.MerchantSerial,
        PublicKeyId = settings.PublicKeyId,
        BaseUrl = settings.BaseUrl,
    };

    internal WechatPaySettings Settings() => new()
    {
        Mode = Mode,
        Verification = Verification,
        Appid = Appid?.Trim() ?? "",
        Mchid = Mchid?.Trim() ?? "",
        SubMchid = Mode == WechatPayMode.ServiceProvider ? Form.Optional(SubMchid) : null,
        SubAppid = Mode == WechatPayMode.ServiceProvider ? Form.Optional(SubAppid) : null,
        MerchantSerial = MerchantSerial?.Trim() ?? "",
        PublicKeyId = Verification == WechatPayVerification.PublicKey ? Form.Optional(PublicKeyId) : null,
        BaseUrl = Form.Optional(BaseUrl),
    };

    /// <summary>Null when nothing was typed.</summary>
    internal WechatPaySecrets? Secrets()
    {
        var secrets = new WechatPaySecrets
        {
            MerchantPrivateKey = Form.Optional(MerchantPrivateKey),
            ApiV3Key = Form.Optional(ApiV3Key),
            PublicKey = Form.Optional(PublicKey),
        };
        return secrets == new WechatPaySecrets() ? null : secrets;
    }
}
