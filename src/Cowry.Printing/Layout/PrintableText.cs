using System.Globalization;
using System.Text;

namespace Cowry.Printing.Layout;

/// <summary>Turns any text into glyphs that can be put on paper: nothing that steers a printer survives, and nothing becomes a question mark.</summary>
internal static class PrintableText
{
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>The paragraphs of a text, each as glyphs; at least one.</summary>
    internal static IReadOnlyList<IReadOnlyList<Glyph>> Paragraphs(string text, IGlyphCoverage coverage) =>
        [.. text.ReplaceLineEndings("\n").Split('\n').Select(paragraph => Glyphs(paragraph, coverage))];

    internal static IReadOnlyList<Glyph> Glyphs(string text, IGlyphCoverage coverage)
    {
        var glyphs = new List<Glyph>(text.Length);
        var clean = Clean(text);
        if (CodePage936.Has(clean))
        {
            foreach (var c in clean)
                glyphs.Add(new Glyph(c.ToString(), CodePage936.ColumnsOf(c)));
            return glyphs;
        }

        var graphemes = StringInfo.GetTextElementEnumerator(clean);
        while (graphemes.MoveNext())
            AddGrapheme(glyphs, graphemes.GetTextElement(), coverage);
        return glyphs;
    }

    /// <summary>Without controls, lone surrogates, noncharacters and invisible format characters; composed (NFC); blanks of any kind as spaces.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control:
                    if (rune.Value == '\t')
                        clean.Append(' ');
                    break;
                case UnicodeCategory.SpaceSeparator:
                    clean.Append(rune.Value == 0x3000 ? '\u3000' : ' ');
                    break;
                case UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                    clean.Append(' ');
                    break;
                case UnicodeCategory.Format when rune.Value != ZeroWidthJoiner:
                    break;
                default:
                    if (rune.Value != 0xFFFD && !IsNoncharacter(rune.Value))
                        clean.Append(rune.ToString());
                    break;
            }
        }

        return clean.ToString().Normalize(NormalizationForm.FormC);
    }

    private static void AddGrapheme(List<Glyph> glyphs, string grapheme, IGlyphCoverage coverage)
    {
        var visible = WithoutSelectors(grapheme);
        if (visible.Length == 0)
            return;
        if (TryPage(glyphs, visible))
            return;

        var columns = coverage.ColumnsOf(visible);
        if (columns > 0)
        {
            glyphs.Add(new Glyph(visible, columns, Raster: true));
            return;
        }

        Replace(glyphs, visible);
    }

    private static bool TryPage(List<Glyph> glyphs, string text)
    {
        var replaced = Rune.GetRuneAt(text, 0) is var first && first.Utf16SequenceLength == text.Length
            && Substitutions.Table.TryGetValue(first.Value, out var substitute) ? substitute : text;
        if (!CodePage936.Has(replaced))
            return false;
        foreach (var c in replaced)
            glyphs.Add(new Glyph(c.ToString(), CodePage936.ColumnsOf(c)));
        return true;
    }

    /// <summary>For what neither the printer nor the font has: its plain form if there is one (𝟓 is 5, ế is e), else a mark.</summary>
    private static void Replace(List<Glyph> glyphs, string text)
    {
        var plain = string.Concat(text.Normalize(NormalizationForm.FormKD).EnumerateRunes()
            .Where(rune => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
                or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format)));
        if (plain.Length == 0 || TryPage(glyphs, plain))
            return;
        TryPage(glyphs, plain.EnumerateRunes().Any(IsEmoji) ? Substitutions.Emoji : Substitutions.Missing);
    }

    private static string WithoutSelectors(string grapheme) =>
        string.Concat(grapheme.EnumerateRunes().Where(rune =>
            rune.Value is not (ZeroWidthJoiner or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF))));

    private static bool IsEmoji(Rune rune) =>
        rune.Value is (>= 0x1F000 and <= 0x1FBFF) or (>= 0x2600 and <= 0x27BF) or (>= 0x2B00 and <= 0x2BFF) or (>= 0x2300 and <= 0x23FF);

    private static bool IsNoncharacter(int value) => (value & 0xFFFE) == 0xFFFE || value is >= 0xFDD0 and <= 0xFDEF;
}
