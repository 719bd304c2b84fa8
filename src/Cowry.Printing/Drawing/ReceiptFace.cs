using Cowry.Printing.Layout;
using SkiaSharp;

namespace Cowry.Printing.Drawing;

/// <summary>
/// The typeface of preview and raster lines, loaded once from a file: SkiaSharp's Linux build without dependencies finds no system fonts. Safe to
/// use from many threads.
/// </summary>
internal sealed class ReceiptFace : IGlyphCoverage, IDisposable
{
    // A monospaced face whose Hanzi are exactly two letters wide comes first; see Debian's fonts-noto-cjk and fonts-wqy-zenhei.
    private static readonly (string Path, int Index)[] UsualPlaces =
    [
        ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 7),
        ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 1),
        ("/usr/share/fonts/truetype/arphic/uming.ttc", 0),
    ];

    private readonly SKTypeface? typeface;

    private ReceiptFace(SKTypeface? typeface) => this.typeface = typeface;

    /// <summary>False where the machine has no font: there is no preview then, and no raster line.</summary>
    internal bool IsLoaded => typeface is not null;

    /// <summary>A face that has nothing, for a machine without fonts.</summary>
    internal static ReceiptFace None { get; } = new(null);

    /// <summary>Throws <see cref="FileNotFoundException"/> or <see cref="InvalidDataException"/> for a configured file that is no font.</summary>
    internal static ReceiptFace Load(string? file, int index)
    {
        if (file is not null)
        {
            if (!File.Exists(file))
                throw new FileNotFoundException("the receipt font does not exist", file);
            return new ReceiptFace(SKTypeface.FromFile(file, index) ?? throw new InvalidDataException($"{file} has no face {index}"));
        }

        foreach (var (path, faceIndex) in UsualPlaces)
        {
            if (File.Exists(path) && SKTypeface.FromFile(path, faceIndex) is { } found)
                return new ReceiptFace(found);
        }

        return None;
    }

    public int ColumnsOf(string grapheme)
    {
        if (typeface is null)
            return 0;
        using var font = Font(bold: false);
        if (!font.ContainsGlyphs(grapheme))
            return 0;
        var first = grapheme.EnumerateRunes().First();
        var advance = font.MeasureText(first.ToString());
        // Before Hangul no script has letters of two columns; a face that draws Ä wider is squeezed by the painter.
        return advance <= 0 ? 0 : first.Value < 0x1100 || advance <= PaperMeasures.CellWidth + 1 ? 1 : 2;
    }

    /// <summary>At the size of the printers' own characters, without antialiasing.</summary>
    internal SKFont Font(bool bold) => new(typeface ?? throw NoFont(), PaperMeasures.CellHeight)
    {
        Edging = SKFontEdging.Alias,
        Hinting = SKFontHinting.Full,
        Subpixel = false,
        Embolden = bold,
    };

    public void Dispose() => typeface?.Dispose();

    private static InvalidOperationException NoFont() => new(
        "no font with Chinese characters was found: install fonts-noto-cjk or fonts-wqy-zenhei, or name a font file for receipts");
}
