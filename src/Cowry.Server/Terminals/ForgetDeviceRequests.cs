using Cowry.Server.Data;
using Cowry.Server.Events;
using Cowry.Server.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Terminals;

/// <summary>Drops pairing requests a day after they ran out.</summary>
internal sealed class ForgetDeviceRequests(Database database, Wakes wakes, TimeProvider time, ILogger<ForgetDeviceRequests> log)
    : Worker(wakes.Worker("forget_device_requests"), log)
{
    protected override async Task<TimeSpan> WorkAsync(CancellationToken cancel)
    {
        var before = time.GetUtcNow() - TimeSpan.FromDays(1);
        await database.WriteAsync(
            async db => (true, await db.Set<DeviceRequestRow>().Where(r => r.ExpiresAt < before).ExecuteDeleteAsync(cancel)), cancel);
        return TimeSpan.FromHours(1);
    }
}
