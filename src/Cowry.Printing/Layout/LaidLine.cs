using Cowry.Domain.Printing;

namespace Cowry.Printing.Layout;

/// <summary>One thing on the paper, placed: what the bytes and the preview are both made of.</summary>
internal abstract record LaidLine;

/// <summary>A line of text that fits the paper; alignment is left to whoever puts it down, so that centring is exact to the dot.</summary>
internal sealed record TextLine(IReadOnlyList<Glyph> Glyphs, ReceiptSize Size, ReceiptAlign Align, bool Bold, bool Reversed) : LaidLine
{
    /// <summary>In Latin columns at normal size.</summary>
    internal int Columns => LineBreaker.Columns(Glyphs) * Size.WidthFactor();

    internal bool Raster => Glyphs.Any(glyph => glyph.Raster);

    internal string Text => string.Concat(Glyphs.Select(glyph => glyph.Text));
}

internal sealed record QrLine(QrSymbol Symbol, int Module) : LaidLine
{
    internal int Dots => Symbol.Modules * Module;
}

internal sealed record BarcodeLine(Code128 Code, int Module, bool ShowText) : LaidLine
{
    internal const int Height = 60;

    internal int Dots => Code.Modules * Module;
}

internal sealed record FeedLine(int Lines) : LaidLine;

internal sealed record CutLine : LaidLine;

internal sealed record DrawerLine : LaidLine;

internal static class PaperMeasures
{
    /// <summary>A Latin letter at normal size; a Hanzi is twice as wide and as high.</summary>
    internal const int CellWidth = 12;

    internal const int CellHeight = 24;

    /// <summary>From line to line at normal size: the printers' default after <c>ESC @</c>.</summary>
    internal const int LinePitch = 30;

    /// <summary>Printable dots at 203 dpi: 48 mm of 58, 72 mm of 80.</summary>
    internal static int Dots(this PaperWidth paper) => paper == PaperWidth.Mm58 ? 384 : 576;

    internal static int Columns(this PaperWidth paper) => paper.Dots() / CellWidth;

    internal static int WidthFactor(this ReceiptSize size) => size is ReceiptSize.Wide or ReceiptSize.Double ? 2 : 1;

    internal static int HeightFactor(this ReceiptSize size) => size is ReceiptSize.Tall or ReceiptSize.Double ? 2 : 1;

    /// <summary>A tall line pushes the paper by its own height, so it has no gap below.</summary>
    internal static int Pitch(this ReceiptSize size) => Math.Max(LinePitch, CellHeight * size.HeightFactor());
}
