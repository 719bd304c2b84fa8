using Cowry.Server.Hosting;

namespace Cowry.Server.Identity.OAuth;

/// <summary>The address under which the browser of a request sees us, without a trailing slash: the configured one, or the one that it asked.</summary>
internal sealed class OAuthOrigin(ServerOptions options)
{
    public string Of(HttpRequest request) => Configured ?? Asked(request);

    /// <summary>Whether a redirect back to this address stays with us.</summary>
    public bool IsOurs(HttpRequest request, string origin) =>
        string.Equals(origin, Asked(request), StringComparison.OrdinalIgnoreCase) || string.Equals(origin, Configured, StringComparison.OrdinalIgnoreCase);

    private string? Configured => string.IsNullOrEmpty(options.PublicUrl) ? null : options.PublicUrl.TrimEnd('/');

    private static string Asked(HttpRequest request) => $"{request.Scheme}://{request.Host}";
}
