namespace Cowry.Server.Hosting;

/// <summary>What a problem's <c>type</c> points at: the list of all codes, as this very version has it.</summary>
internal static class ErrorsPage
{
    public static void MapErrorsPage(this WebApplication app) => app.MapGet("/docs/errors", () =>
    {
        var page = typeof(ErrorsPage).Assembly.GetManifestResourceStream("errors.md")!;
        return Results.Stream(page, "text/plain; charset=utf-8");
    }).ExcludeFromDescription();
}
