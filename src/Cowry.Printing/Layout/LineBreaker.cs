using System.Buffers;

namespace Cowry.Printing.Layout;

/// <summary>
/// Breaks glyphs into lines. Between Hanzi a line may break anywhere but before closing and after opening punctuation; Latin words, numbers and
/// amounts stay whole as long as they fit on a line of their own.
/// </summary>
internal static class LineBreaker
{
    private static readonly SearchValues<char> NotAtStart = SearchValues.Create(
        "，。、；：？！）］｝」』】》〉〕〗”’…—～·％℃,.!?;:)]}%ー々");

    private static readonly SearchValues<char> NotAtEnd = SearchValues.Create("（［｛「『【《〈〔〖“‘([{￥￡￠$");

    /// <summary>Lines of at most <paramref name="width"/> columns, at least one. A width under 2 columns is an error of the caller's.</summary>
    internal static List<List<Glyph>> Break(IReadOnlyList<Glyph> glyphs, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 2);
        var lines = new List<List<Glyph>>();
        var start = 0;
        while (true)
        {
            var end = Overflow(glyphs, start, width);
            if (end == glyphs.Count)
            {
                // Blanks at the text's own end are meant: they widen a white-on-black field.
                lines.Add([.. glyphs.Skip(start)]);
                return lines;
            }

            end = BreakPoint(glyphs, start, end);
            lines.Add(Trimmed(glyphs, start, end));
            while (end < glyphs.Count && glyphs[end].IsSpace)
                end++;
            if (end == glyphs.Count)
                return lines;
            start = end;
        }
    }

    /// <summary>The columns of the longest part that is kept whole.</summary>
    internal static int LongestWhole(IReadOnlyList<Glyph> glyphs)
    {
        int longest = 0, current = 0;
        for (var i = 0; i < glyphs.Count; i++)
        {
            if (i > 0 && MayBreak(glyphs[i - 1], glyphs[i]))
                current = 0;
            if (!glyphs[i].IsSpace)
                longest = Math.Max(longest, current += glyphs[i].Columns);
        }

        return longest;
    }

    internal static int Columns(IEnumerable<Glyph> glyphs) => glyphs.Sum(glyph => glyph.Columns);

    private static int Overflow(IReadOnlyList<Glyph> glyphs, int start, int width)
    {
        var used = 0;
        for (var i = start; i < glyphs.Count; i++)
        {
            used += glyphs[i].Columns;
            if (used > width)
                return i;
        }

        return glyphs.Count;
    }

    private static int BreakPoint(IReadOnlyList<Glyph> glyphs, int start, int overflow)
    {
        // A blank that does not fit hangs, and is gone.
        if (glyphs[overflow].IsSpace && !OnlySpaces(glyphs, start, overflow))
            return overflow;
        for (var i = overflow; i > start; i--)
        {
            if (MayBreak(glyphs[i - 1], glyphs[i]) && !OnlySpaces(glyphs, start, i))
                return i;
        }

        // Nothing may break: a word longer than the line. Cut it, still without a closing mark at the next line's start if one step back helps.
        for (var i = overflow; i > Math.Max(start + 1, overflow - 3); i--)
        {
            if (!NotAtStart.Contains(glyphs[i].First) && !NotAtEnd.Contains(glyphs[i - 1].First))
                return i;
        }

        return overflow;
    }

    private static bool OnlySpaces(IReadOnlyList<Glyph> glyphs, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (!glyphs[i].IsSpace)
                return false;
        }

        return true;
    }

    private static bool MayBreak(Glyph before, Glyph after)
    {
        // Blanks hang at the end of the line before, so the break is after the last of them.
        if (after.IsSpace)
            return false;
        if (before.IsSpace)
            return true;
        if (NotAtStart.Contains(after.First) || NotAtEnd.Contains(before.First))
            return false;
        return !(IsWord(before) && IsWord(after));
    }

    private static bool IsWord(Glyph glyph) =>
        glyph.Columns == 1 || glyph.First is '￥' or '￡' || (char.IsLetter(glyph.First) && glyph.First < 0x0500);

    private static List<Glyph> Trimmed(IReadOnlyList<Glyph> glyphs, int start, int end)
    {
        while (end > start && glyphs[end - 1].IsSpace)
            end--;
        var line = new List<Glyph>(end - start);
        for (var i = start; i < end; i++)
            line.Add(glyphs[i]);
        return line;
    }
}
