using Cowry.Server.Data;
using Cowry.Server.Events;
using Cowry.Server.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Commands;

/// <summary>Drops idempotency keys after the 48 hours for which they are promised, a bounded number at a time.</summary>
internal sealed class ForgetKeys(Database database, Wakes wakes, TimeProvider time, ILogger<ForgetKeys> log) : Worker(wakes.Worker("forget_keys"), log)
{
    private const int Batch = 1000;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(48);

    protected override async Task<TimeSpan> WorkAsync(CancellationToken cancel)
    {
        var before = time.GetUtcNow() - Kept;
        var dropped = await database.WriteAsync(
            async db =>
            {
                var old = db.Set<IdempotencyRow>().Where(k => k.At < before).OrderBy(k => k.At).Take(Batch).Select(k => new { k.MerchantId, k.Key });
                var rows = await db.Set<IdempotencyRow>()
                    .Where(k => old.Any(o => o.MerchantId == k.MerchantId && o.Key == k.Key))
                    .ExecuteDeleteAsync(cancel);
                return (true, rows);
            },
            cancel);
        return dropped == Batch ? TimeSpan.Zero : TimeSpan.FromMinutes(10);
    }
}
