using Cowry.Domain.Printing;

namespace Cowry.Printing.Layout;

/// <summary>
/// Lays one row of cells. Cells at the right keep their amounts whole: they take columns from the cells that can wrap, and where even that is not
/// enough the cells stand below each other instead of beside.
/// </summary>
internal sealed class ColumnsLayout(ReceiptColumns row, PaperWidth paper, IGlyphCoverage coverage)
{
    // Under this a wrapping cell is a ladder of single characters; better below each other.
    private const int LeastWrapped = 8;

    // In letters of the row's size.
    private readonly int columns = paper.Columns() / row.Size.WidthFactor();

    internal IEnumerable<LaidLine> Place()
    {
        var cells = row.Cells.Select(Measure).ToList();
        if (cells.Count == 0)
            return [];
        return Share(cells) ? Beside(cells) : Below(cells);
    }

    private Cell Measure(ReceiptCell cell, int index)
    {
        var glyphs = PrintableText.Paragraphs(cell.Text, coverage);
        var natural = glyphs.Max(LineBreaker.Columns);
        var whole = glyphs.Max(LineBreaker.LongestWhole);
        var gap = index < row.Cells.Count - 1 ? 1 : 0;
        var fixedWidth = cell.Width is { } width ? Math.Max(1, width / row.Size.WidthFactor()) : (int?)null;
        var (least, wanted) = cell switch
        {
            { FitsContent: true } => (natural + gap, natural + gap),
            { Align: ReceiptAlign.Left } => (Math.Min(natural, LeastWrapped) + gap, fixedWidth ?? 0),
            _ => (whole + gap, fixedWidth ?? 0),
        };
        return new Cell(cell, glyphs, gap, Math.Max(least, 2 + gap), wanted, Elastic: fixedWidth is null && !cell.FitsContent);
    }

    /// <summary>Gives every cell its width, all together exactly the paper; false where the least of them is too much.</summary>
    private bool Share(List<Cell> cells)
    {
        foreach (var cell in cells)
            cell.Width = Math.Max(cell.Least, cell.Wanted);
        var spare = columns - cells.Sum(cell => cell.Width);
        if (spare > 0)
            Grow(cells, spare);
        for (var i = 0; i < cells.Count && spare < 0; i++)
        {
            var give = Math.Min(-spare, cells[i].Width - cells[i].Least);
            cells[i].Width -= give;
            spare += give;
        }

        return spare >= 0;
    }

    private static void Grow(List<Cell> cells, int spare)
    {
        var elastic = cells.Where(cell => cell.Elastic).ToList();
        if (elastic.Count == 0)
            return;
        for (var i = 0; i < elastic.Count; i++)
            elastic[i].Width += (spare / elastic.Count) + (i < spare % elastic.Count ? 1 : 0);
    }

    private IEnumerable<LaidLine> Beside(List<Cell> cells)
    {
        var wrapped = cells.Select(cell => cell.Break(cell.Width - cell.Gap)).ToList();
        for (var line = 0; line < wrapped.Max(lines => lines.Count); line++)
        {
            List<Glyph> glyphs = [];
            for (var i = 0; i < cells.Count; i++)
                cells[i].Put(glyphs, line < wrapped[i].Count ? wrapped[i][line] : []);
            while (glyphs.Count > 0 && glyphs[^1].IsSpace)
                glyphs.RemoveAt(glyphs.Count - 1);
            yield return new TextLine(glyphs, row.Size, ReceiptAlign.Left, row.Bold, Reversed: false);
        }
    }

    private IEnumerable<LaidLine> Below(List<Cell> cells) =>
        from cell in cells
        from line in cell.Break(columns)
        where line.Count > 0
        select new TextLine(line, row.Size, cell.Source.Align, row.Bold, Reversed: false);

    private sealed record Cell(
        ReceiptCell Source, IReadOnlyList<IReadOnlyList<Glyph>> Paragraphs, int Gap, int Least, int Wanted, bool Elastic)
    {
        internal int Width { get; set; }

        internal List<List<Glyph>> Break(int width) => [.. Paragraphs.SelectMany(paragraph => LineBreaker.Break(paragraph, width))];

        internal void Put(List<Glyph> line, List<Glyph> glyphs)
        {
            var room = Width - Gap - LineBreaker.Columns(glyphs);
            var before = Source.Align switch { ReceiptAlign.Left => 0, ReceiptAlign.Center => room / 2, _ => room };
            line.AddRange(Enumerable.Repeat(Glyph.Space, before));
            line.AddRange(glyphs);
            line.AddRange(Enumerable.Repeat(Glyph.Space, room - before + Gap));
        }
    }
}
