using System.Text.Json;
using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace Cowry.Architecture.Sources;

/// <summary>What exists twice exists the same: texts in both languages, migrations for both databases.</summary>
public sealed class Pairs
{
    private const string Chinese = "zh-CN";

    [Fact]
    public void Every_text_of_the_server_and_the_office_is_there_in_both_languages() => Unpaired(ResourceKeys()).ShouldBeEmpty();

    [Fact]
    public void Every_text_of_the_touch_surfaces_is_there_in_both_languages() => Unpaired(WebKeys()).ShouldBeEmpty();

    [Fact]
    public void Every_migration_is_there_for_both_databases()
    {
        var sqlite = Migrations("Sqlite").ToList();
        sqlite.ShouldNotBeEmpty();
        Migrations("Postgres").ShouldBe(sqlite);
    }

    [Fact]
    public void A_missing_text_is_found_when_planted() =>
        Unpaired([("Page", "en", ["pay", "close"]), ("Page", Chinese, ["pay"])]).ShouldBe([$"Page: close is not in {Chinese}"]);

    private static List<string> Unpaired(IEnumerable<(string Name, string Language, string[] Keys)> files) =>
    [
        .. from pair in files.GroupBy(file => file.Name, StringComparer.Ordinal)
           let keys = pair.SelectMany(file => file.Keys).Distinct(StringComparer.Ordinal).ToList()
           from language in new[] { Chinese, "en" }
           let there = pair.Where(file => file.Language == language).SelectMany(file => file.Keys).ToHashSet(StringComparer.Ordinal)
           from key in keys
           where !there.Contains(key)
           select $"{pair.Key}: {key} is not in {language}",
    ];

    /// <summary><c>X.resx</c> is the neutral one, in whichever language its sibling is not.</summary>
    private static IEnumerable<(string Name, string Language, string[] Keys)> ResourceKeys()
    {
        var files = Repository.Files("src", ".resx").ToList();
        foreach (var (path, text) in files)
        {
            var name = path[..^".resx".Length];
            var language = Path.GetExtension(name).TrimStart('.');
            var named = language is "en" or Chinese;
            if (named)
                name = name[..^(language.Length + 1)];
            else
                language = files.Exists(other => other.Path == name + ".en.resx") ? Chinese : "en";
            var keys = XDocument.Parse(text).Root!.Elements("data").Where(data => data.Element("value")?.Value is { Length: > 0 });
            yield return (name, language, [.. keys.Select(data => data.Attribute("name")!.Value)]);
        }
    }

    private static IEnumerable<(string Name, string Language, string[] Keys)> WebKeys() =>
        from file in Repository.Files("web", "/zh-CN.json", "/en.json", "/zh.json")
        let language = Path.GetFileNameWithoutExtension(file.Path) == "en" ? "en" : Chinese
        select (Path.GetDirectoryName(file.Path)!, language, Flatten("", JsonDocument.Parse(file.Text).RootElement).ToArray());

    private static IEnumerable<string> Flatten(string prefix, JsonElement element) => element.ValueKind == JsonValueKind.Object
        ? element.EnumerateObject().SelectMany(member => Flatten(prefix.Length == 0 ? member.Name : $"{prefix}.{member.Name}", member.Value))
        : [prefix];

    private static IEnumerable<string> Migrations(string database) =>
        Repository.Files($"src/Cowry.Server/Data/{database}/Migrations", ".cs")
            .Select(file => Path.GetFileNameWithoutExtension(file.Path))
            .Where(name => name.Contains('_', StringComparison.Ordinal) && !name.EndsWith(".Designer", StringComparison.Ordinal))
            .Select(name => name[(name.IndexOf('_', StringComparison.Ordinal) + 1)..])
            .Order(StringComparer.Ordinal);
}
