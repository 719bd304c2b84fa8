using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Cowry.Architecture.Sources;

/// <summary>What the documents name is there.</summary>
public sealed partial class Documents
{
    private static readonly string[] Starts =
    [
        "", "src/Cowry.Server/", "src/Cowry.Connectors/WeChatPay/", "src/Cowry.Connectors/UnionPay/", "tests/Cowry.Connectors.Tests/UnionPay/",
        "docs/how-to/",
    ];

    public static TheoryData<string> Pages =>
    [
        "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/operations.md", "docs/design.md", "docs/errors.md", "docs/how-to/add-a-wallet.md",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_file_that_a_page_names_exists(string page) => Missing(Repository.Read(page)).ShouldBeEmpty();

    [Fact]
    public void Every_decision_is_numbered_once()
    {
        var numbers = Repository.Files("docs/decisions", ".md").Select(file => Path.GetFileName(file.Path)[..4]).Order(StringComparer.Ordinal).ToList();
        numbers.ShouldBe(Enumerable.Range(1, numbers.Count).Select(n => n.ToString("0000", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void A_file_that_is_gone_is_found_when_planted()
    {
        Missing("see `Payments/BoilNoodles.cs` and `src/Cowry.Primitives/Money.cs`").ShouldBe(["Payments/BoilNoodles.cs"]);
        Missing("see [here](docs/nowhere.md)").ShouldBe(["docs/nowhere.md"]);
    }

    private static IEnumerable<string> Missing(string page) =>
        NamedFile().Matches(page).Select(match => match.Groups["file"].Value)
            .Concat(Link().Matches(page).Select(match => match.Groups["file"].Value))
            .Distinct(StringComparer.Ordinal)
            .Where(file => !Starts.Any(start => Exists(start + file)) && !Exists("docs/" + file));

    private static bool Exists(string path)
    {
        var full = Path.Combine(Repository.Root, path);
        return File.Exists(full) || Directory.Exists(full);
    }

    // Names with … or <…> stand for many.
    [GeneratedRegex("`(?!\\.cowry/)(?<file>[A-Za-z0-9_./-]+\\.(cs|md|json)|(src|web|tests|docs)/[A-Za-z0-9_./-]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamedFile();

    [GeneratedRegex("\\]\\((?<file>[a-zA-Z0-9_./-]+)\\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
