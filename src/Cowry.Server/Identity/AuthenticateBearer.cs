using Cowry.Server.Api;

namespace Cowry.Server.Identity;

/// <summary>
/// The one place where a bearer token becomes a <see cref="Caller"/>. Endpoints that ask for none are left alone. Refusals are written here rather
/// than thrown, since the exception handler would drop <c>WWW-Authenticate</c>.
/// </summary>
internal sealed class AuthenticateBearer(RequestDelegate next, CallerLookup callers)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var metadata = http.GetEndpoint()?.Metadata;
        var scope = metadata?.GetMetadata<RequiredScope>();
        var any = metadata?.GetMetadata<RequiredCaller>();
        if (scope is null && any is null)
        {
            await next(http);
            return;
        }

        try
        {
            var caller = await callers.FindAsync(Token(http), http.RequestAborted);
            Allow(caller, scope, any);
            http.Features.Set(caller);
        }
        catch (Refusal refusal)
        {
            http.Response.Headers.WWWAuthenticate = refusal.Code switch
            {
                "missing_scope" => $"Bearer error=\"insufficient_scope\", scope=\"{scope?.Scope}\"",
                "no_token" => "Bearer",
                _ => $"Bearer error=\"invalid_token\", error_description=\"{refusal.Title}\"",
            };
            await ProblemWriter.WriteAsync(http, refusal.Code == "no_token" ? new Refusal(401, "unauthenticated", refusal.Title, refusal.Detail) : refusal);
            return;
        }

        await next(http);
    }

    private static void Allow(Caller caller, RequiredScope? scope, RequiredCaller? any)
    {
        if (scope is not null && !caller.Scopes.Contains(scope.Scope))
            throw new Refusal(403, "missing_scope", "Not allowed", $"This needs the scope {scope.Scope}, which the token does not have.");
        if (any is { Terminal: true } && (caller.Terminal is null || caller.Staff is not null))
            throw new Refusal(403, "missing_scope", "Only for terminals", "This needs the token of a paired terminal.");
    }

    private static string Token(HttpContext http)
    {
        var header = http.Request.Headers.Authorization;
        if (header.Count == 1 && header[0] is { } value && value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && value.Length is > 7 and < 8192)
            return value[7..].Trim();
        throw new Refusal(401, header.Count == 0 ? "no_token" : "unauthenticated", "Not signed in", "Send a valid bearer token in the Authorization header.");
    }
}
