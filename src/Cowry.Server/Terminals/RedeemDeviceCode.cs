using Cowry.Primitives;
using Cowry.Server.Data;
using Cowry.Server.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Terminals;

/// <summary>What the token endpoint tells a device that asks with its device code: the paired terminal, or an error of RFC 8628, section 3.5.</summary>
internal sealed record DeviceAnswer(string? Error, MerchantId Merchant, TerminalId Terminal)
{
    public static DeviceAnswer Not(string error) => new(error, default, default);
}

/// <summary>The door for OAuth's token endpoint. A code is answered with a terminal once, whichever of several questions at once is first.</summary>
internal static class RedeemDeviceCode
{
    private const int SlowDownBy = 5;
    private static readonly DeviceAnswer Expired = DeviceAnswer.Not("expired_token");

    public static Task<DeviceAnswer> RunAsync(Database database, string deviceCode, DateTimeOffset now, CancellationToken cancel)
    {
        var hash = SecretTokens.Hash(deviceCode);
        return database.WriteAsync<DeviceAnswer>(
            async db =>
            {
                var row = await db.Set<DeviceRequestRow>().SingleOrDefaultAsync(r => r.DeviceCodeHash == hash, cancel);
                if (row is null)
                    return (false, DeviceAnswer.Not("invalid_grant"));
                if (row.ConsumedAt is not null)
                    return (false, DeviceAnswer.Not("invalid_grant"));
                if (row.ExpiresAt <= now)
                    return (false, Expired);
                if (row.TerminalId is { } terminal && row.MerchantId is { } merchant)
                    return (true, await TakeAsync(db, hash, merchant, terminal, now, cancel));

                // A little early is forgiven: networks bunch requests up.
                var early = row.PolledAt is { } last && now - last < TimeSpan.FromSeconds(row.Interval * 0.8);
                row.PolledAt = now;
                if (early)
                    row.Interval += SlowDownBy;
                await db.SaveChangesAsync(cancel);
                return (true, DeviceAnswer.Not(early ? "slow_down" : "authorization_pending"));
            },
            cancel);
    }

    private static async Task<DeviceAnswer> TakeAsync(
        CowryContext db, string hash, MerchantId merchant, TerminalId terminal, DateTimeOffset now, CancellationToken cancel)
    {
        var taken = await db.Set<DeviceRequestRow>()
            .Where(r => r.DeviceCodeHash == hash && r.ConsumedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.ConsumedAt, now), cancel);
        return taken == 1 ? new DeviceAnswer(null, merchant, terminal) : DeviceAnswer.Not("invalid_grant");
    }
}
