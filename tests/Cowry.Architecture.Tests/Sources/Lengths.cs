using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Cowry.Architecture.Sources;

/// <summary>What a reader can take in at once.</summary>
public sealed partial class Lengths
{
    private const int LongestFile = 300;
    private const int LongestMethod = 70;
    private const int WidestLine = 180;

    /// <summary>Longer for a reason; each says which.</summary>
    private static readonly Dictionary<string, string> LongFiles = new(StringComparer.Ordinal)
    {
        ["src/Cowry.Sandbox/Printer/PrinterMechanism.cs"] = "the printer's states and its one lock are easier to follow in one place",
    };

    [Fact]
    public void No_file_is_longer_than_a_reader_bears() => TooLong(Sources()).ShouldBeEmpty();

    [Fact]
    public void No_method_is_longer_than_a_screen() => LongMethods(Sources().Where(IsCSharp)).ShouldBeEmpty();

    [Fact]
    public void No_line_is_wider_than_a_window() => TooWide(Sources().Where(IsCSharp)).ShouldBeEmpty();

    [Fact]
    public void What_is_too_long_is_found_when_planted()
    {
        TooLong([("a.cs", new string('\n', LongestFile + 1))]).ShouldNotBeEmpty();
        TooWide([("a.cs", "ok\n" + new string('x', WidestLine + 1))]).ShouldBe(["a.cs:2"]);
        var method = "class A\n{\n    public void M()\n    {\n" + string.Concat(Enumerable.Repeat("        Do();\n", LongestMethod + 1)) + "    }\n}\n";
        LongMethods([("a.cs", method)]).ShouldBe(["a.cs:3 M, 73 lines"]);
        LongMethods([("a.cs", method.Replace("        Do();\n", "", StringComparison.Ordinal))]).ShouldBeEmpty();
    }

    [Fact]
    public void Every_exception_is_still_needed() =>
        LongFiles.Keys.Where(path => !File.Exists(Path.Combine(Repository.Root, path)) || Repository.Read(path).Count(c => c == '\n') <= LongestFile)
            .ShouldBeEmpty();

    private static List<(string Path, string Text)> Sources() =>
    [
        .. new[] { "src", "tests", "bench", "web" }
            .SelectMany(folder => Repository.Files(folder, ".cs", ".razor", ".ts", ".vue", ".css"))
            .Where(file => !file.Path.Contains("/Migrations/", StringComparison.Ordinal) && !file.Path.EndsWith(".d.ts", StringComparison.Ordinal)),
    ];

    private static bool IsCSharp((string Path, string Text) file) => file.Path.EndsWith(".cs", StringComparison.Ordinal);

    private static List<string> TooLong(IEnumerable<(string Path, string Text)> files) =>
    [
        .. from file in files
           let lines = file.Text.Count(c => c == '\n')
           where lines > LongestFile && !LongFiles.ContainsKey(file.Path)
           select $"{file.Path}: {lines} lines",
    ];

    private static List<string> TooWide(IEnumerable<(string Path, string Text)> files) =>
    [
        .. from file in files
           from line in file.Text.Split('\n').Select((text, index) => (Text: text, Number: index + 1))
           // A text (a sentence, a key, a sample of a protocol) is not broken into pieces, so it does not count.
           where line.Text.Length > WidestLine && Literal().Replace(line.Text, "").Length > WidestLine
           select $"{file.Path}:{line.Number}",
    ];

    /// <summary>
    /// By layout, which the formatter guarantees: a member of a type starts at four blanks, and its block ends with a brace at four blanks.
    /// </summary>
    private static List<string> LongMethods(IEnumerable<(string Path, string Text)> files)
    {
        List<string> found = [];
        foreach (var (path, text) in files)
        {
            var lines = text.Split('\n');
            for (var i = 1; i < lines.Length; i++)
            {
                if (lines[i] != "    {")
                    continue;
                var end = Array.FindIndex(lines, i, line => line is "    }" or "    };" or "    }.ToList();");
                var head = i;
                while (head > 0 && (lines[head].StartsWith("     ", StringComparison.Ordinal) || lines[head] == "    {"))
                    head--;
                if (end - head > LongestMethod && lines[head].Contains('(', StringComparison.Ordinal) && !TypeWord().IsMatch(lines[head]))
                    found.Add($"{path}:{head + 1} {lines[head].Split('(')[0].Split(' ')[^1]}, {end - head} lines");
            }
        }

        return found;
    }

    [GeneratedRegex("\"\"\".*\"\"\"|\"[^\"]*\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();

    [GeneratedRegex(@"\b(class|record|struct|interface|enum)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TypeWord();
}
