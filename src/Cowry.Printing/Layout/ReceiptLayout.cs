using Cowry.Domain.Printing;

namespace Cowry.Printing.Layout;

/// <summary>Places a document on a paper. The one layout that bytes and preview share: nothing it gives is wider than the paper, whatever the text.</summary>
internal static class ReceiptLayout
{
    internal static IReadOnlyList<LaidLine> Place(ReceiptDocument document, PaperWidth paper, IGlyphCoverage coverage) =>
        [.. document.Blocks.SelectMany(block => Place(block, paper, coverage))];

    private static IEnumerable<LaidLine> Place(ReceiptBlock block, PaperWidth paper, IGlyphCoverage coverage) => block switch
    {
        ReceiptText text => Text(text, paper, coverage),
        ReceiptColumns columns => new ColumnsLayout(columns, paper, coverage).Place(),
        ReceiptRule rule => Rule(rule, paper, coverage),
        ReceiptQr qr => Qr(qr, paper, coverage),
        ReceiptBarcode barcode => Barcode(barcode, paper, coverage),
        ReceiptFeed feed => feed.Lines > 0 ? [new FeedLine(Math.Min(feed.Lines, byte.MaxValue))] : [],
        ReceiptCut => [new CutLine()],
        ReceiptDrawer => [new DrawerLine()],
        _ => throw new NotSupportedException($"no layout for {block.GetType().Name}"),
    };

    private static IEnumerable<LaidLine> Text(ReceiptText text, PaperWidth paper, IGlyphCoverage coverage) =>
        from paragraph in PrintableText.Paragraphs(text.Text, coverage)
        from line in LineBreaker.Break(paragraph, paper.Columns() / text.Size.WidthFactor())
        select new TextLine(line, text.Size, text.Align, text.Bold, text.Reversed);

    private static IEnumerable<LaidLine> Rule(ReceiptRule rule, PaperWidth paper, IGlyphCoverage coverage)
    {
        var glyphs = PrintableText.Glyphs(rule.Character.ToString(), coverage);
        var glyph = glyphs.Count == 1 && !glyphs[0].Raster ? glyphs[0] : new Glyph("-", 1);
        yield return new TextLine(
            [.. Enumerable.Repeat(glyph, paper.Columns() / glyph.Columns)], ReceiptSize.Normal, ReceiptAlign.Left, Bold: false, Reversed: false);
    }

    private static IEnumerable<LaidLine> Qr(ReceiptQr qr, PaperWidth paper, IGlyphCoverage coverage)
    {
        var symbol = QrSymbol.Make(qr.Content);
        var module = symbol?.ModuleFor(paper.Dots(), qr.Module) ?? 0;
        return module == 0 ? Plain(qr.Content, paper, coverage) : [new QrLine(symbol!, module)];
    }

    private static IEnumerable<LaidLine> Barcode(ReceiptBarcode barcode, PaperWidth paper, IGlyphCoverage coverage)
    {
        var code = Code128.Make(barcode.Content);
        var module = code?.ModuleFor(paper.Dots()) ?? 0;
        // The line of text below the bars is the printer's own and does not wrap.
        if (module > 0 && (!barcode.ShowText || barcode.Content.Length <= paper.Columns()))
            return [new BarcodeLine(code!, module, barcode.ShowText)];
        return barcode.ShowText ? Plain(barcode.Content, paper, coverage) : [];
    }

    private static IEnumerable<LaidLine> Plain(string text, PaperWidth paper, IGlyphCoverage coverage) =>
        text.Length == 0 ? [] : Text(new ReceiptText(text, ReceiptAlign.Center), paper, coverage);
}
