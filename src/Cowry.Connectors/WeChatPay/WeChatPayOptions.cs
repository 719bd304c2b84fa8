namespace Cowry.Connectors.WeChatPay;

/// <summary>What concerns all WeChat Pay accounts of this process; what concerns one contract is in its account's settings.</summary>
public sealed class WeChatPayOptions
{
    /// <summary>Where an account without a <c>base_url</c> is asked.</summary>
    public Uri MainHost { get; set; } = new("https://api.mch.weixin.qq.com");

    /// <summary>
    /// WeChat's second host, in another city and under another domain. It is asked after the main host could not be reached, and only for
    /// accounts without a <c>base_url</c> of their own.
    /// </summary>
    public Uri AliasHost { get; set; } = new("https://api2.wechatpay.cn");

    /// <summary>The account platform's page that learns who opens it, for an account without an <c>official_account_base_url</c>.</summary>
    public Uri AuthorizeHost { get; set; } = new("https://open.weixin.qq.com");

    /// <summary>Where the account platform tells a page's visitor, for an account without an <c>official_account_base_url</c>.</summary>
    public Uri OfficialAccountHost { get; set; } = new("https://api.weixin.qq.com");

    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>From the first byte to the last of one call, the second host included.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(8);

    public int MaxConnections { get; set; } = 128;

    /// <summary>How old or how far ahead a signed message may be: WeChat's libraries all refuse from 300 s.</summary>
    public TimeSpan ClockTolerance { get; set; } = TimeSpan.FromSeconds(300);
}
