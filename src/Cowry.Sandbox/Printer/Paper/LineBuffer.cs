using System.Text;

namespace Cowry.Sandbox.Printer.Paper;

/// <summary>The line that is being set: what has come but not been printed yet. Positions are dots from the left margin.</summary>
internal sealed class LineBuffer
{
    private readonly List<Mark> marks = [];
    private readonly StringBuilder text = new();
    private int textEnd;

    /// <summary>Where the next character goes.</summary>
    public int X { get; private set; }

    /// <summary>Whether nothing stands in the line; commands like a cut obey only here.</summary>
    public bool IsEmpty => marks.Count == 0 && X == 0;

    public string Text => text.ToString();

    public void Add(string shown, int width, int height, Func<int, int, Mark> place)
    {
        // A jump to a column is read as blanks of the usual width.
        if (X > textEnd && text.Length > 0)
            text.Append(' ', Math.Max(1, (X - textEnd + 6) / 12));
        text.Append(shown);
        marks.Add(place(X, height));
        X += width;
        textEnd = X;
    }

    public void MoveTo(int x) => X = Math.Max(0, x);

    public void Clear()
    {
        marks.Clear();
        text.Clear();
        X = textEnd = 0;
    }

    /// <summary>Puts the line on the paper, standing on its base line, and answers its height.</summary>
    public int PrintOn(PaperStrip strip, int left, int area, int alignment)
    {
        var height = marks.Count == 0 ? 0 : marks.Max(mark => mark.Height);
        var width = marks.Count == 0 ? 0 : marks.Max(mark => mark.X + mark.Width);
        var shift = left + (alignment switch { 1 => (area - width) / 2, 2 => area - width, _ => 0 });
        foreach (var mark in marks)
            strip.Marks.Add(mark with { X = mark.X + shift, Y = strip.Y + height - mark.Height });
        strip.WriteLine(Text);
        Clear();
        return height;
    }
}
