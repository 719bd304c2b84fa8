using Cowry.Server.Data;
using Cowry.Server.Events;
using Cowry.Server.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Staff;

/// <summary>Drops staff sessions a day after they ended by themselves.</summary>
internal sealed class ForgetSessions(Database database, Wakes wakes, TimeProvider time, ILogger<ForgetSessions> log)
    : Worker(wakes.Worker("forget_sessions"), log)
{
    protected override async Task<TimeSpan> WorkAsync(CancellationToken cancel)
    {
        var before = time.GetUtcNow() - TimeSpan.FromDays(1);
        await database.WriteAsync(
            async db => (true, await db.Set<StaffSessionRow>().Where(s => s.ExpiresAt < before).ExecuteDeleteAsync(cancel)), cancel);
        return TimeSpan.FromHours(1);
    }
}
