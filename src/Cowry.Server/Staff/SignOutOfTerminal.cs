using Cowry.Server.Api;
using Cowry.Server.Commands;
using Cowry.Server.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Staff;

/// <summary>DELETE /v1/staff_sessions/current with the session's own token.</summary>
internal static class SignOutOfTerminal
{
    public static async Task<IResult> HandleAsync(HttpContext http, Request request, CommandRunner commands, CallerCache cache, CancellationToken cancel)
    {
        if (request.Caller.Staff is null)
            throw Refusals.NotFound("staff session", "current");
        var hash = SecretTokens.Hash(http.Request.Headers.Authorization.ToString()["Bearer ".Length..].Trim());
        // The session is gone afterwards, so a repeat finds nobody: there is nothing for an idempotency key to keep.
        await commands.StepAsync(
            request, work => work.Db.Set<StaffSessionRow>().Where(s => s.TokenHash == hash).ExecuteDeleteAsync(cancel), cancel);
        cache.Clear();
        return Results.NoContent();
    }
}
