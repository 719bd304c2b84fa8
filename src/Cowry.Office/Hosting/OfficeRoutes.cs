using Cowry.Office.Shell;
using Cowry.Office.SignIn;
using Cowry.Office.Words;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Cowry.Office.Hosting;

/// <summary>Puts the back office under <c>/office</c>. Call it after authentication and authorization are in the pipeline.</summary>
public static class OfficeRoutes
{
    public const string Path = "/office";

    public static void MapCowryOffice(this WebApplication app)
    {
        app.UseWhen(IsOffice, office =>
        {
            office.UseRequestLocalization(Languages.Configure);
            office.UseAntiforgery();
        });
        MapFiles(app);

        var office = app.MapGroup(Path).ExcludeFromDescription();
        office.MapLanguageSwitch();
        office.MapSignOut();
        office.MapRazorComponents<OfficeApp>()
            .AddInteractiveServerRenderMode(options =>
            {
                // The host's Content-Security-Policy says more than the one that Blazor would put in its place.
                options.ContentSecurityFrameAncestorsPolicy = null;
                options.DisableWebSocketCompression = true;
            })
            .RequireAuthorization(OfficeSchemes.Policy);
    }

    private static bool IsOffice(HttpContext http) => http.Request.Path.StartsWithSegments(Path, StringComparison.Ordinal);

    // The list of static files is named after the program that was built with them, which in a test is not the running one.
    private static void MapFiles(WebApplication app)
    {
        const string suffix = ".staticwebassets.endpoints.json";
        var own = System.IO.Path.Combine(AppContext.BaseDirectory, app.Environment.ApplicationName + suffix);
        var list = File.Exists(own) ? own : Directory.EnumerateFiles(AppContext.BaseDirectory, "*" + suffix).FirstOrDefault();
        if (list is not null)
            app.MapStaticAssets(list);
    }
}
