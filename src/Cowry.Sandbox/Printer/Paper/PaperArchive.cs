using System.Globalization;
using System.Text.Json;
using Cowry.Primitives;
using Cowry.Sandbox.Printer.EscPos;

namespace Cowry.Sandbox.Printer.Paper;

/// <summary>
/// The papers that were printed, in the data directory: one JSON file and one picture each, numbered, so that they survive a restart. Only the
/// newest <see cref="Most"/> are kept. A paper counts as printed when its file is in place (written aside and renamed).
/// </summary>
internal sealed class PaperArchive
{
    public const int Most = 500;

    private readonly Lock gate = new();
    private readonly List<(long Number, PrintedPaper Paper)> papers = [];
    private readonly string directory;
    private readonly TimeProvider time;
    private readonly ILogger<PaperArchive> log;
    private readonly PaperRenderer renderer;
    private long lastNumber;

    public PaperArchive(SandboxOptions options, PaperRenderer renderer, TimeProvider time, ILogger<PaperArchive> log)
    {
        (this.renderer, this.time, this.log) = (renderer, time, log);
        directory = Path.Combine(options.Data, "printer", "papers");
        Directory.CreateDirectory(directory);
        foreach (var file in Directory.EnumerateFiles(directory, "*.json").Order(StringComparer.Ordinal))
            Load(file);
    }

    /// <summary>Raised after a paper was added, on the printer's thread.</summary>
    public event EventHandler<PrintedPaper>? Added;

    /// <summary>Raised after all papers were thrown away.</summary>
    public event EventHandler? Cleared;

    public PrintedPaper Add(PaperStrip strip, CutPaper? cut, int paperMillimetres)
    {
        var now = time.GetUtcNow();
        var paper = new PrintedPaper
        {
            Id = Id.New<PaperId>(now).Value,
            At = now,
            Text = strip.Text,
            Cut = cut is null ? null : cut.Full ? "full" : "partial",
            Drawer = strip.Drawer,
            Beeps = strip.Beeps,
            Width = paperMillimetres,
            Length = strip.Y,
            WrappedLines = strip.WrappedLines,
            Warnings = strip.Warnings,
        };
        var picture = renderer.Draw(strip, paperMillimetres);
        lock (gate)
        {
            var number = ++lastNumber;
            Write(PictureFile(paper.Id), picture);
            Write(JsonFile(number, paper.Id), JsonSerializer.SerializeToUtf8Bytes(paper, PrinterJson.Options));
            papers.Add((number, paper));
            while (papers.Count > Most)
                RemoveOldest();
        }

        Added?.Invoke(this, paper);
        return paper;
    }

    /// <summary>Newest first; with <paramref name="after"/> only those printed after that paper (all, when it is not known any more).</summary>
    public IReadOnlyList<PrintedPaper> List(string? after, int limit)
    {
        lock (gate)
        {
            var from = after is null ? 0 : papers.FindIndex(entry => entry.Paper.Id == after) + 1;
            return [.. papers.Skip(from).Reverse().Take(limit).Select(entry => entry.Paper)];
        }
    }

    public PrintedPaper? Find(string id)
    {
        lock (gate)
            return papers.Find(entry => entry.Paper.Id == id).Paper;
    }

    public string PictureFile(string id) => Path.Combine(directory, id + ".png");

    public void Clear()
    {
        lock (gate)
        {
            while (papers.Count > 0)
                RemoveOldest();
        }

        Cleared?.Invoke(this, EventArgs.Empty);
    }

    private void Load(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file).Split('-');
        try
        {
            var paper = JsonSerializer.Deserialize<PrintedPaper>(File.ReadAllBytes(file), PrinterJson.Options)!;
            lastNumber = long.Parse(name[0], CultureInfo.InvariantCulture);
            papers.Add((lastNumber, paper));
        }
        catch (Exception e) when (e is JsonException or FormatException or IOException)
        {
            log.LogWarning(e, "A printed paper in {File} cannot be read and is left out", file);
        }
    }

    private void RemoveOldest()
    {
        var (number, paper) = papers[0];
        papers.RemoveAt(0);
        File.Delete(JsonFile(number, paper.Id));
        File.Delete(PictureFile(paper.Id));
    }

    private string JsonFile(long number, string id) => Path.Combine(directory, $"{number.ToString("D10", CultureInfo.InvariantCulture)}-{id}.json");

    private static void Write(string file, byte[] bytes)
    {
        File.WriteAllBytes(file + ".new", bytes);
        File.Move(file + ".new", file, overwrite: true);
    }
}
