namespace Cowry.Server.Identity;

/// <summary>The scope that an endpoint needs; the bearer middleware enforces it and the OpenAPI document tells it.</summary>
internal sealed record RequiredScope(string Scope);

internal static class RequiredScopeExtensions
{
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, string scope)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequiredScope(scope));
}
