using Microsoft.Extensions.FileProviders;

namespace Cowry.Server.Hosting;

/// <summary>Serves the built touch surfaces. Hashed assets are kept for ever; the page and the service worker are asked for anew each time.</summary>
internal static class TouchSurfaces
{
    public static void AddTouchSurfaces(this IServiceCollection services) => services.AddResponseCompression(compression =>
    {
        // Static files hold no secret that a length could betray.
        compression.EnableForHttps = true;
        compression.MimeTypes = ["text/html", "text/css", "text/javascript", "application/javascript", "application/manifest+json", "image/svg+xml"];
    });

    public static void UseTouchSurfaces(this WebApplication app, ServerOptions options)
    {
        if (options.Web is not { Length: > 0 } web)
            return;
        var terminal = Path.GetFullPath(Path.Combine(web, "terminal"));
        if (!Directory.Exists(terminal))
            throw new DirectoryNotFoundException($"Cowry:Web names {web}, but there is no terminal/ in it");
        var files = new PhysicalFileProvider(terminal);
        var statics = new StaticFileOptions { FileProvider = files, RequestPath = "/terminal", OnPrepareResponse = CacheRules };
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/terminal", StringComparison.Ordinal), pages => pages.UseResponseCompression());
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files, RequestPath = "/terminal" });
        app.UseStaticFiles(statics);
        app.MapFallbackToFile("/terminal/{*path:nonfile}", "index.html", new StaticFileOptions { FileProvider = files, OnPrepareResponse = CacheRules })
            .ExcludeFromDescription();
    }

    private static void CacheRules(Microsoft.AspNetCore.StaticFiles.StaticFileResponseContext file) =>
        file.Context.Response.Headers.CacheControl =
            file.Context.Request.Path.Value!.Contains("/assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
}
