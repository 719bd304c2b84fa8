using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Cowry.Architecture.Sources;

/// <summary>What must not stand in a file of this repository.</summary>
public sealed partial class Words
{
    private static readonly string[] Texts =
    [
        ".cs", ".razor", ".csproj", ".props", ".slnx", ".ts", ".vue", ".js", ".mjs", ".css", ".html", ".json", ".md", ".sh", ".yaml", ".yml", ".resx", ".txt",
    ];

    [Fact]
    public void No_unfinished_work_is_left_lying() => Unfinished(Everything()).ShouldBeEmpty();

    [Fact]
    public void No_path_of_a_machine_is_written_down() => MachinePaths(Everything()).ShouldBeEmpty();

    [Fact]
    public void No_test_waits_by_the_clock() => Sleeps(Repository.Files("tests", ".cs")).ShouldBeEmpty();

    [Fact]
    public void Lock_files_carry_no_download_addresses() => Downloads(Locks()).ShouldBeEmpty();

    [Fact]
    public void No_folder_is_a_drawer_for_everything() => Drawers(Everything().Select(file => file.Path)).ShouldBeEmpty();

    [Fact]
    public void Each_is_found_when_planted()
    {
        Unfinished([("a.cs", "// TO" + "DO later")]).ShouldBe(["a.cs:1"]);
        Unfinished([("a.cs", "// HA" + "CK")]).ShouldBe(["a.cs:1"]);
        MachinePaths([("a.md", "see /ho" + "me/me/x")]).ShouldBe(["a.md:1"]);
        Sleeps([("a.cs", "Thread.Sl" + "eep(10);")]).ShouldBe(["a.cs:1"]);
        Downloads([("package-lock.json", "\"resol" + "ved\": \"https://x\"")]).ShouldBe(["package-lock.json:1"]);
        Drawers(["src/Cowry.Server/Com" + "mon/X.cs"]).ShouldHaveSingleItem();
    }

    private static IEnumerable<(string Path, string Text)> Everything() =>
        Repository.Files("", [.. Texts, "cowry", "run"]).Where(file => !file.Path.EndsWith("package-lock.json", StringComparison.Ordinal));

    private static IEnumerable<(string Path, string Text)> Locks() => Repository.Files("", "package-lock.json", "packages.lock.json");

    private static List<string> Unfinished(IEnumerable<(string Path, string Text)> files) => Find(files, UnfinishedWord());

    private static List<string> MachinePaths(IEnumerable<(string Path, string Text)> files) => Find(files, MachinePath());

    private static List<string> Sleeps(IEnumerable<(string Path, string Text)> files) => Find(files, Sleep());

    private static List<string> Downloads(IEnumerable<(string Path, string Text)> files) => Find(files, Download());

    private static List<string> Drawers(IEnumerable<string> paths) => [.. paths.Where(path => Drawer().IsMatch(path))];

    private static List<string> Find(IEnumerable<(string Path, string Text)> files, Regex pattern) =>
    [
        .. from file in files
           from line in file.Text.Split('\n').Select((text, index) => (Text: text, Number: index + 1))
           where pattern.IsMatch(line.Text)
           select $"{file.Path}:{line.Number}",
    ];

    // Written in pieces, so that this file does not find itself.
    [GeneratedRegex(@"\b(TO" + "DO|FIX" + "ME|HA" + @"CK|XX" + @"X)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UnfinishedWord();

    [GeneratedRegex("(?<![A-Za-z0-9_.~-])/(ho" + "me|ro" + "ot|wo" + "rk|Us" + "ers|tm" + "p)/[A-Za-z0-9_]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"Thread\.Sl" + @"eep\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sleep();

    [GeneratedRegex("\"resol" + "ved\": \"http", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Download();

    [GeneratedRegex("(^|/)(Cor" + "e|Com" + "mon|Ut" + "ils?|Hel" + "pers?|Mis" + "c)/", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Drawer();
}
