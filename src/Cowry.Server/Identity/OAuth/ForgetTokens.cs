using Cowry.Server.Events;
using Cowry.Server.Hosting;
using OpenIddict.Abstractions;

namespace Cowry.Server.Identity.OAuth;

/// <summary>Drops OAuth's rows of tokens and authorizations that ended two days ago.</summary>
internal sealed class ForgetTokens(IServiceScopeFactory scopes, Wakes wakes, TimeProvider time, ILogger<ForgetTokens> log)
    : Worker(wakes.Worker("forget_tokens"), log)
{
    // OpenIddict takes nothing away that is younger than this, whatever its state.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(2);
    private bool _started;

    protected override async Task<TimeSpan> WorkAsync(CancellationToken cancel)
    {
        // Not while the server starts.
        if (!_started)
        {
            _started = true;
            return TimeSpan.FromMinutes(10);
        }

        await using var scope = scopes.CreateAsyncScope();
        var before = time.GetUtcNow() - Kept;
        await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(before, cancel);
        await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(before, cancel);
        return TimeSpan.FromHours(6);
    }
}
