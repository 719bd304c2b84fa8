namespace Cowry.Printing.Layout;

/// <summary>
/// One cell or two of a line: a character, or a letter with its combining marks. <paramref name="Raster"/> means that the printer's own
/// characters lack it, so that its whole line goes as an image.
/// </summary>
internal readonly record struct Glyph(string Text, int Columns, bool Raster = false)
{
    internal static readonly Glyph Space = new(" ", 1);

    internal bool IsSpace => Text == " ";

    internal char First => Text[0];
}

/// <summary>What can be drawn as an image. Without a font nothing can, and text is put into the printer's characters as well as it goes.</summary>
internal interface IGlyphCoverage
{
    /// <summary>Columns that the drawn text takes: 1 or 2, and 0 where the face lacks one of its characters.</summary>
    int ColumnsOf(string grapheme);
}
