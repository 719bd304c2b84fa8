namespace Cowry.Server.Hosting;

/// <summary>Headers that keep browsers from doing what nobody asked for. Pages that need more say so at their own address.</summary>
internal static class SecurityHeaders
{
    private const string ApiPolicy = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>Our own pages: nothing from elsewhere, no inline script; styles inline, since both UI libraries set them.</summary>
    private const string PagePolicy =
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()";
            if (headers.ContentSecurityPolicy.Count == 0)
                headers.ContentSecurityPolicy = IsPage(http) ? PagePolicy : ApiPolicy;
            if (http.Request.IsHttps)
                headers.StrictTransportSecurity = "max-age=63072000";
            if (http.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal) && headers.CacheControl.Count == 0)
                headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next();
    });

    private static bool IsPage(HttpContext http) => !http.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal);
}
