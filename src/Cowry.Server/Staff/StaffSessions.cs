using Cowry.Primitives;
using Cowry.Server.Data;
using Cowry.Server.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Staff;

/// <summary>People at work on terminals, as Identity and the terminals' slice see them.</summary>
internal static class StaffSessions
{
    public static async Task<FoundCaller?> FindAsync(CowryContext db, string tokenHash, DateTimeOffset now, CancellationToken cancel)
    {
        var found = await (
            from session in db.Set<StaffSessionRow>().AsNoTracking()
            join staff in db.Set<StaffRow>().AsNoTracking()
                on new { session.MerchantId, Id = session.StaffId } equals new { staff.MerchantId, staff.Id }
            where session.TokenHash == tokenHash && staff.Active
            select new { session.MerchantId, session.StaffId, session.TerminalId, session.StoreId, session.ExpiresAt, staff.Role })
            .SingleOrDefaultAsync(cancel);
        if (found is null)
            return null;
        if (found.ExpiresAt <= now)
            throw new Api.Refusal(401, "token_expired", "The session has ended", "Sign in again.");
        var caller = new Caller(found.MerchantId)
        {
            Staff = found.StaffId,
            Terminal = found.TerminalId,
            Store = found.StoreId,
            Scopes = RoleScopes.Of(found.Role),
        };
        return new FoundCaller(caller, found.ExpiresAt);
    }

    public static Task EndOnTerminalAsync(CowryContext db, MerchantId merchant, TerminalId terminal, CancellationToken cancel) =>
        db.Set<StaffSessionRow>().Where(s => s.MerchantId == merchant && s.TerminalId == terminal).ExecuteDeleteAsync(cancel);

    public static Task EndOfAsync(CowryContext db, MerchantId merchant, StaffId staff, CancellationToken cancel) =>
        db.Set<StaffSessionRow>().Where(s => s.MerchantId == merchant && s.StaffId == staff).ExecuteDeleteAsync(cancel);
}
