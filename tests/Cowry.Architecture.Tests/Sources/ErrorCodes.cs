using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Cowry.Architecture.Sources;

/// <summary><c>docs/errors.md</c> lists every code that the server refuses with, and no other.</summary>
public sealed partial class ErrorCodes
{
    [Fact]
    public void Every_code_that_is_thrown_is_documented() => Undocumented(Thrown(Server()), Documented(Repository.Read("docs/errors.md"))).ShouldBeEmpty();

    [Fact]
    public void Every_code_that_is_documented_stands_in_the_sources()
    {
        var sources = string.Concat(Server().Concat(Repository.Files("src/Cowry.Domain", ".cs")).Concat(Repository.Files("src/Cowry.Connectors", ".cs"))
            .Concat(Repository.Files("src/Cowry.Printing", ".cs")).Select(file => file.Text));
        Documented(Repository.Read("docs/errors.md")).Where(code => !sources.Contains($"\"{code}\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void A_new_code_is_found_when_planted()
    {
        var thrown = Thrown([("a.cs", "throw new Refusal(409, \"pot_is_empty\", \"x\");"), ("b.cs", "=> new(404,\n \"no_noodles\", \"y\")")]);
        Undocumented(thrown, Documented("| `no_noodles` | 404 | … |")).ShouldBe(["pot_is_empty"]);
    }

    private static IEnumerable<(string Path, string Text)> Server() => Repository.Files("src/Cowry.Server", ".cs");

    private static IEnumerable<string> Thrown(IEnumerable<(string Path, string Text)> files) =>
        files.SelectMany(file => RefusalCode().Matches(file.Text).Select(match => match.Groups["code"].Value)).Distinct(StringComparer.Ordinal);

    private static HashSet<string> Documented(string page) =>
        DocumentedCode().Matches(page).Select(match => match.Groups["code"].Value).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Undocumented(IEnumerable<string> thrown, HashSet<string> documented) => thrown.Where(code => !documented.Contains(code));

    // A status, then a code: new Refusal(409, "…"), and the target-typed new(404, "…") of the factories.
    [GeneratedRegex("""new(\s+Refusal)?\(\s*([45]\d\d|Status\w*|StatusCodes\.\w+),\s*"(?<code>[a-z_]+)"\s*,""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RefusalCode();

    [GeneratedRegex("""^\| `(?<code>[a-z_]+)` \|""", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex DocumentedCode();
}
