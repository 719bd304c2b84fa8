using System.Text;

namespace Cowry.Sandbox.Printer.Paper;

/// <summary>A mark on the paper, placed in dots from the left end of the printable area and from the top of the strip.</summary>
internal abstract record Mark(int X, int Y, int Width, int Height);

internal sealed record CharacterMark(int X, int Y, int Width, int Height, string Text, CharacterStyle Style) : Mark(X, Y, Width, Height);

/// <summary>Dots of a picture, a QR code or a barcode: one bit each, rows padded to bytes, bit 7 leftmost, 1 black.</summary>
internal sealed record DotsMark(int X, int Y, int Width, int Height, byte[] Bits) : Mark(X, Y, Width, Height);

/// <summary>How a character looks; scales are 1 to 8.</summary>
internal readonly record struct CharacterStyle(int ScaleX, int ScaleY, bool Bold, int Underline, bool Reverse, bool Small);

/// <summary>Something about the paper that a person should know, for example a command that no printer knows.</summary>
public sealed record PaperWarning(string Code, string Detail);

/// <summary>The paper between two cuts while it is being printed.</summary>
internal sealed class PaperStrip(int dots)
{
    /// <summary>Longer strips are torn off (3 m); a runaway job must not fill the memory.</summary>
    public const int LongestDots = 24_000;

    private const int MostWarnings = 50;
    private readonly StringBuilder text = new();

    public int Dots { get; } = dots;

    public List<Mark> Marks { get; } = [];

    public List<PaperWarning> Warnings { get; } = [];

    /// <summary>Where the print head stands, in dots from the top.</summary>
    public int Y { get; set; }

    /// <summary>Dots fed since the last mark; a blade above the head cuts through what is nearer.</summary>
    public int FedSinceInk { get; set; }

    public bool Drawer { get; set; }

    public int Beeps { get; set; }

    /// <summary>Lines that the printer had to break because they did not fit.</summary>
    public int WrappedLines { get; set; }

    public bool HasInk => Marks.Count > 0;

    public string Text => text.ToString();

    public void WriteLine(string line) => text.Append(line.TrimEnd()).Append('\n');

    public void Warn(string code, string detail)
    {
        var warning = new PaperWarning(code, detail);
        if (Warnings.Count < MostWarnings && !Warnings.Contains(warning))
            Warnings.Add(warning);
    }
}
