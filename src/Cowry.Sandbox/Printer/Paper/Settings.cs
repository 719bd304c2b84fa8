using Cowry.Sandbox.Printer.EscPos;

namespace Cowry.Sandbox.Printer.Paper;

/// <summary>The modes that commands set and <c>ESC @</c> clears.</summary>
internal sealed class Settings(int dots)
{
    private const int DefaultSpacing = 30;
    private const int Column = 12;
    private (int Width, int Height) latin = (1, 1);
    private (int Width, int Height) hanzi = (1, 1);
    private (int Left, int Right) latinSpacing;
    private (int Left, int Right) hanziSpacing;
    private IReadOnlyList<int>? tabs;
    private int? area;
    private int latinUnderline;
    private int hanziUnderline;
    private bool bold;
    private bool reverse;
    private bool small;

    public int Alignment { get; private set; }

    public int LeftMargin { get; private set; }

    public int Spacing { get; private set; } = DefaultSpacing;

    public int Area => Math.Clamp(area ?? dots, Column, Math.Max(Column, dots - LeftMargin));

    public bool Apply(PrinterCommand command)
    {
        switch (command)
        {
            case SetAlignment { Value: <= 2 } alignment:
                Alignment = alignment.Value;
                return true;
            case SetLeftMargin margin:
                LeftMargin = Math.Min(margin.Dots, dots - Column);
                return true;
            case SetAreaWidth width:
                area = width.Dots;
                return true;
            case SetLineSpacing spacing:
                Spacing = spacing.Dots ?? DefaultSpacing;
                return true;
            case SetTabStops stops:
                tabs = stops.Columns;
                return true;
            case SetCharacterSpacing spacing when spacing.Hanzi:
                hanziSpacing = (spacing.Left, spacing.Right);
                return true;
            case SetCharacterSpacing spacing:
                latinSpacing = (spacing.Left, spacing.Right);
                return true;
            default:
                return ApplyStyle(command);
        }
    }

    /// <summary>The cell of a character: Font A is 12 by 24 dots, Font B 9 by 17, a Hanzi 24 by 24.</summary>
    public (int Width, int Height, CharacterStyle Style) Measure(Glyph glyph)
    {
        var (x, y) = glyph.Wide ? hanzi : latin;
        var shrunk = small && !glyph.Wide;
        var width = (glyph.Wide ? 24 : shrunk ? 9 : 12) * x;
        var height = (shrunk ? 17 : 24) * y;
        // Clones underline Hanzi with either command.
        var underline = glyph.Wide ? Math.Max(hanziUnderline, latinUnderline) : latinUnderline;
        return (width, height, new CharacterStyle(x, y, bold, underline, reverse, shrunk));
    }

    public (int Before, int After) SpacingOf(Glyph glyph)
    {
        var (left, right) = glyph.Wide ? hanziSpacing : latinSpacing;
        var scale = glyph.Wide ? hanzi.Width : latin.Width;
        return (left * scale, right * scale);
    }

    public int NextTab(int x)
    {
        if (tabs is null)
            return ((x / (8 * Column)) + 1) * 8 * Column;
        foreach (var column in tabs)
        {
            if (column * Column > x)
                return column * Column;
        }

        return x;
    }

    /// <summary>Where something of this width starts, from the printable area's left end.</summary>
    public int Aligned(int width) =>
        LeftMargin + (Alignment switch { 1 => Math.Max(0, (Area - width) / 2), 2 => Math.Max(0, Area - width), _ => 0 });

    private bool ApplyStyle(PrinterCommand command)
    {
        switch (command)
        {
            case SetSize size:
                if (size.Latin)
                    latin = (size.Width, size.Height);
                if (size.Hanzi)
                    hanzi = (size.Width, size.Height);
                return true;
            case SetPrintMode mode:
                (latin, bold, small) = ((mode.Width, mode.Height), mode.Bold, mode.Small);
                latinUnderline = mode.Underline ? 1 : 0;
                return true;
            case SetHanziMode mode:
                hanzi = (mode.Width, mode.Height);
                hanziUnderline = mode.Underline ? 1 : 0;
                return true;
            case SetBold set:
                bold = set.On;
                return true;
            case SetReverse set:
                reverse = set.On;
                return true;
            case SetFont set:
                small = set.Small;
                return true;
            case SetUnderline { Hanzi: true } set:
                hanziUnderline = Math.Min(set.Dots, 2);
                return true;
            case SetUnderline set:
                latinUnderline = Math.Min(set.Dots, 2);
                return true;
            default:
                return false;
        }
    }
}
