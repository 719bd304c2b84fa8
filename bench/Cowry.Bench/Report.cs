using System.Globalization;
using System.Text;

namespace Cowry.Bench;

/// <summary>The figures of one run, as a table on the console and in <c>docs/performance.md</c> between its two marks.</summary>
internal sealed class Report
{
    private const string Begin = "<!-- figures: written by ./cowry bench -->";
    private const string End = "<!-- end of figures -->";
    private readonly List<(string Measure, string Where, string Figure, string Goal, bool? Met)> _rows = [];

    public void Add(string measure, string where, string figure, string goal = "", bool? met = null)
    {
        _rows.Add((measure, where, figure, goal, met));
        Console.WriteLine($"{measure,-46} {where,-9} {figure,-58} {goal,-14} {Mark(met)}");
    }

    public override string ToString()
    {
        var text = new StringBuilder("| measure | on | figure | goal | met |\n|---|---|---|---|---|\n");
        foreach (var (measure, where, figure, goal, met) in _rows)
            text.Append(CultureInfo.InvariantCulture, $"| {measure} | {where} | {figure} | {goal} | {Mark(met)} |\n");
        return text.ToString();
    }

    public async Task WriteAsync(string file, string conditions)
    {
        var text = await File.ReadAllTextAsync(file);
        var (start, end) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        if (start < 0 || end < start)
            throw new InvalidOperationException($"{file} has no place for the figures ({Begin} … {End})");
        await File.WriteAllTextAsync(file, $"{text[..start]}{Begin}\n{conditions}\n\n{this}{text[end..]}");
    }

    private static string Mark(bool? met) => met switch { true => "yes", false => "**no**", null => "" };
}
