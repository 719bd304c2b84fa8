namespace Cowry.Connectors.UnionPay;

/// <summary>What concerns all UnionPay accounts of this process; what concerns one contract is in its account's settings.</summary>
public sealed class UnionPayOptions
{
    /// <summary>Where an account without a <c>base_url</c> is asked; UnionPay's own test system is <c>https://gateway.test.95516.com</c>.</summary>
    public Uri MainHost { get; set; } = new("https://gateway.95516.com");

    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>From the first byte to the last of one call.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(8);

    public int MaxConnections { get; set; } = 128;

    /// <summary>From when a check tells that the two clocks differ: UnionPay takes a <c>txnTime</c> only if it is about now.</summary>
    public TimeSpan ClockTolerance { get; set; } = TimeSpan.FromSeconds(300);
}
