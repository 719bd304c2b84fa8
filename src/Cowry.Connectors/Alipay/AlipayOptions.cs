namespace Cowry.Connectors.Alipay;

/// <summary>What concerns all Alipay accounts of this process; what concerns one contract is in its account's settings.</summary>
public sealed class AlipayOptions
{
    /// <summary>Where an account without a <c>base_url</c> is asked.</summary>
    public Uri Gateway { get; set; } = new("https://openapi.alipay.com/gateway.do");

    /// <summary>The page that learns who opens it, for an account without a <c>base_url</c>.</summary>
    public Uri AuthorizePage { get; set; } = new("https://openauth.alipay.com/oauth2/publicAppAuthorize.htm");

    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>From the first byte to the last of one call.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(8);

    public int MaxConnections { get; set; } = 128;

    /// <summary>
    /// How long after a payment code was sent a cancel that finds no trade has to be repeated before it counts: the payment may still be
    /// on its way inside Alipay.
    /// </summary>
    public TimeSpan UnseenPayment { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long after a refund was asked for a query that finds nothing proves nothing: Alipay asks to wait 10 s before it.</summary>
    public TimeSpan UnseenRefund { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How far this server's clock may be from Alipay's before a check warns; what Alipay tolerates is not documented.</summary>
    public TimeSpan ClockTolerance { get; set; } = TimeSpan.FromMinutes(5);
}
