using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Cowry.Sandbox.Printer.Paper;

namespace Cowry.Sandbox.Printer;

/// <summary>The virtual receipt printer's door: its services and its routes below <c>/printer</c>.</summary>
public static class PrinterApi
{
    private const int DefaultLimit = 50;

    /// <summary>Adds the printer; it listens as soon as the host starts. Needs <see cref="SandboxOptions"/>, <see cref="Faults"/> and a clock.</summary>
    public static WebApplicationBuilder AddVirtualPrinter(this WebApplicationBuilder builder)
    {
        builder.Services
            .AddSingleton<IPrinterTrouble, SwitchedTrouble>()
            .AddSingleton<PrinterMemory>()
            .AddSingleton<PaperFonts>()
            .AddSingleton<PaperRenderer>()
            .AddSingleton<PaperArchive>()
            .AddSingleton<PrinterMechanism>()
            .AddSingleton<PrinterPort>()
            .AddSingleton<PrinterFeed>()
            .AddHostedService(services => services.GetRequiredService<PrinterMechanism>())
            .AddHostedService(services => services.GetRequiredService<PrinterPort>());
        return builder;
    }

    public static void MapVirtualPrinter(this WebApplication app)
    {
        app.MapGet("/printer", (HttpContext http, PrinterFeed feed) => Answer(http, feed.State()));
        app.MapPut("/printer", Change);
        app.MapGet("/printer/papers", ListPapers);
        app.MapDelete("/printer/papers", (PaperArchive archive) =>
        {
            archive.Clear();
            return Results.NoContent();
        });
        app.MapGet("/printer/papers/{file}.png", Picture);
        app.MapGet("/printer/papers/{id}", OnePaper);
        app.MapGet("/printer/stream", Stream);
    }

    /// <summary>Where a program on the other side of this request finds the picture.</summary>
    internal static PrintedPaper WithPicture(this PrintedPaper paper, HttpRequest request) =>
        paper with { Png = $"{request.Scheme}://{request.Host}{request.PathBase}/printer/papers/{paper.Id}.png" };

    private static Task Answer<T>(HttpContext http, T body) => Results.Json(body, PrinterJson.Options).ExecuteAsync(http);

    private static Task ListPapers(HttpContext http, PaperArchive archive)
    {
        var query = http.Request.Query;
        var after = (string?)query["after"] ?? (string?)query["since"];
        if (!TryReadLimit(query["limit"], out var limit))
            return http.WriteProblem(400, "invalid_limit", $"limit must be a whole number from 1 to {PaperArchive.Most}");
        return Answer(http, archive.List(after, limit).Select(paper => paper.WithPicture(http.Request)));
    }

    private static bool TryReadLimit(string? text, out int limit)
    {
        limit = DefaultLimit;
        return text is null
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= PaperArchive.Most);
    }

    private static Task OnePaper(HttpContext http, string id, PaperArchive archive) => archive.Find(id) is { } paper
        ? Answer(http, paper.WithPicture(http.Request))
        : http.WriteProblem(404, "paper_not_found", "There is no such paper; the oldest are thrown away.");

    private static Task Picture(HttpContext http, string file, PaperArchive archive)
    {
        if (archive.Find(file) is null)
            return http.WriteProblem(404, "paper_not_found", "There is no such paper; the oldest are thrown away.");
        http.Response.Headers.CacheControl = "private, max-age=86400, immutable";
        return Results.File(Path.GetFullPath(archive.PictureFile(file)), "image/png").ExecuteAsync(http);
    }

    private static async Task Change(HttpContext http, PrinterMechanism mechanism, PrinterFeed feed)
    {
        PrinterChange? change;
        try
        {
            change = await JsonSerializer.DeserializeAsync<PrinterChange>(http.Request.Body, PrinterJson.Options, http.RequestAborted);
        }
        catch (JsonException e)
        {
            await http.WriteProblem(400, "invalid_body", $"{e.Path}: not understood. Known are paper (58 or 80), drawer_open (false) and model.");
            return;
        }

        if (change is null || change.Paper is not (null or 58 or 80) || change.DrawerOpen is true || change.Model?.BytesPerSecond is < 0 or > 10_000_000)
        {
            await http.WriteProblem(400, "invalid_value", "paper is 58 or 80; drawer_open can only be set to false; bytes_per_second is 0 (at once) or more.");
            return;
        }

        var model = change.On(mechanism.Model);
        if (model != mechanism.Model)
            mechanism.Become(model);
        if (change.DrawerOpen is false)
            mechanism.CloseDrawer();
        await Answer(http, feed.State());
    }

    /// <summary>Server-sent events: <c>status</c> at once and at each change, <c>paper</c> (its id as event id), <c>cleared</c>.</summary>
    private static IResult Stream(HttpContext http, PrinterFeed feed, IHostApplicationLifetime life)
    {
        var last = (string?)http.Request.Headers["Last-Event-ID"] ?? (string?)http.Request.Query["after"];
        return TypedResults.ServerSentEvents(Events());

        async IAsyncEnumerable<SseItem<string>> Events()
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
            await foreach (var item in feed.Follow(http.Request, last, stop.Token))
                yield return item;
        }
    }
}
