using System.Globalization;
using System.Resources;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Cowry.Office.Words;
using Shouldly;
using Xunit;

namespace Cowry.Office.Tests;

public sealed partial class WordsInBothLanguages
{
    [Fact]
    public void Chinese_and_English_have_the_same_words_and_the_same_places_in_them()
    {
        var chinese = Read(CultureInfo.InvariantCulture);
        var english = Read(CultureInfo.GetCultureInfo("en"));

        english.Keys.Order(StringComparer.Ordinal).ShouldBe(chinese.Keys.Order(StringComparer.Ordinal));
        foreach (var (key, words) in chinese)
        {
            words.ShouldNotBeNullOrWhiteSpace(key);
            english[key].ShouldNotBeNullOrWhiteSpace(key);
            Place().Matches(english[key]).Select(m => m.Value).Order().ShouldBe(Place().Matches(words).Select(m => m.Value).Order(), key);
        }
    }

    [Fact]
    public void Every_word_that_a_page_asks_for_is_there()
    {
        var known = Read(CultureInfo.InvariantCulture).Keys.ToHashSet(StringComparer.Ordinal);
        var asked = Sources().SelectMany(file => Asked().Matches(File.ReadAllText(file)).Select(match => match.Groups["key"].Value)).ToHashSet(StringComparer.Ordinal);

        asked.Count.ShouldBeGreaterThan(150);
        asked.Where(key => key.EndsWith('.') ? !known.Any(word => word.StartsWith(key, StringComparison.Ordinal)) : !known.Contains(key)).ShouldBeEmpty();
    }

    private static Dictionary<string, string> Read(CultureInfo culture)
    {
        var resources = new ResourceManager(typeof(OfficeText).FullName!, typeof(OfficeText).Assembly);
        var set = resources.GetResourceSet(culture, createIfNotExists: true, tryParents: false).ShouldNotBeNull();
        return set.Cast<System.Collections.DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);
    }

    private static IEnumerable<string> Sources([CallerFilePath] string here = "")
    {
        var office = Path.Combine(Path.GetDirectoryName(here)!, "../../src/Cowry.Office");
        return Directory.EnumerateFiles(office, "*.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\{\d\}", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Place();

    [GeneratedRegex("""[Tt]ext\["(?<key>[A-Za-z.]+)"[\],\s]""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Asked();
}
