using System.Threading.RateLimiting;
using Cowry.Primitives;
using Cowry.Server.Api;

namespace Cowry.Server.Terminals;

/// <summary>Ten wrong codes a minute and merchant, then none is looked at for a while (RFC 8628, section 5.1).</summary>
internal sealed class UserCodeGuesses : IDisposable
{
    private readonly PartitionedRateLimiter<MerchantId> _misses = PartitionedRateLimiter.Create<MerchantId, string>(merchant =>
        RateLimitPartition.GetSlidingWindowLimiter(merchant.Value, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = 10,
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = 6,
        }));

    /// <summary>Refuses when the merchant has guessed wrong too often.</summary>
    public void Allow(MerchantId merchant)
    {
        using var lease = _misses.AttemptAcquire(merchant, 0);
        if (!lease.IsAcquired)
            throw new Refusal(429, "rate_limited", "Too many wrong codes", "Wait a minute.") { RetryAfter = TimeSpan.FromMinutes(1) };
    }

    public void Missed(MerchantId merchant) => _misses.AttemptAcquire(merchant).Dispose();

    public void Dispose() => _misses.Dispose();
}
