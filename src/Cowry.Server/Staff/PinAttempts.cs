using Cowry.Client.Events;
using Cowry.Primitives;
using Cowry.Server.Api;
using Cowry.Server.Commands;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Staff;

/// <summary>One counted attempt: refused at once, or the hash to look at and the lock that follows if it is wrong.</summary>
internal sealed record PinAttempt(string? PinHash, TimeSpan? LockedFor, TimeSpan? Locks);

/// <summary>
/// Counts tries at a staff number in its row, under the row's lock. The fifth wrong one locks the number for a minute, each further one for twice as
/// long, up to an hour; a good one begins anew.
/// </summary>
internal static class PinAttempts
{
    private const int Free = 5;
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static async Task<PinAttempt> CountAsync(Work work, string number, CancellationToken cancel)
    {
        var row = await LockRowAsync(work, number, cancel);
        if (row is not { Active: true })
            return new PinAttempt(null, null, null);
        if (row.LockedUntil is { } until && until > work.Now)
            return new PinAttempt(null, until - work.Now, null);
        row.Failures++;
        var locks = LockAfter(row.Failures);
        if (locks is { } time)
            row.LockedUntil = work.Now + time;
        return new PinAttempt(row.PinHash, null, locks);
    }

    public static async Task<bool> AnnounceLockAsync(Work work, string number, CancellationToken cancel)
    {
        var row = await LockRowAsync(work, number, cancel);
        if (row is not null && work.Caller.Store is { } store)
            work.Append(store.Value, EventTypes.StaffLockedOut, StaffWire.From(row, work.Now));
        return true;
    }

    /// <summary>A good try takes back what was counted.</summary>
    public static async Task<bool> ForgiveAsync(Work work, string number, CancellationToken cancel)
    {
        if (await LockRowAsync(work, number, cancel) is { } row)
            (row.Failures, row.LockedUntil) = (0, null);
        return true;
    }

    public static async Task<StaffRow?> LockRowAsync(Work work, string number, CancellationToken cancel)
    {
        var id = await work.Db.Set<StaffRow>().AsNoTracking()
            .Where(s => s.MerchantId == work.Merchant && s.Number == number)
            .Select(s => (StaffId?)s.Id)
            .SingleOrDefaultAsync(cancel);
        return id is { } known ? await work.Db.LockAsync<StaffRow, StaffId>(work.Merchant, known, cancel) : null;
    }

    public static TimeSpan? LockAfter(int failures)
    {
        if (failures < Free)
            return null;
        var doublings = Math.Min(failures - Free, 6);
        var time = First * (1 << doublings);
        return time < Longest ? time : Longest;
    }

    public static Refusal LockedOut(TimeSpan wait) =>
        new(429, "staff_locked_out", "Locked after wrong PINs", "Wait, or ask the owner for a new PIN.") { RetryAfter = wait };
}
