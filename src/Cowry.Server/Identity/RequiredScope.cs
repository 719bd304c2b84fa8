namespace Cowry.Server.Identity;

/// <summary>Metadata of an endpoint that answers only to a caller with the scope.</summary>
internal sealed record RequiredScope(string Scope);

/// <summary>Metadata of an endpoint that answers to any caller with a valid token; with <see cref="Terminal"/> only to a paired terminal.</summary>
internal sealed record RequiredCaller(bool Terminal = false);

internal static class RequiredScopeExtensions
{
    /// <summary>401 <c>unauthenticated</c> or <c>token_expired</c> without a good token, 403 <c>missing_scope</c> without the scope.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, string scope)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequiredScope(scope));

    public static TBuilder RequireCaller<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequiredCaller());

    public static TBuilder RequireTerminal<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequiredCaller(Terminal: true));
}
