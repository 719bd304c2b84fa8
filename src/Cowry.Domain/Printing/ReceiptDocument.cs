namespace Cowry.Domain.Printing;

/// <summary>
/// What is to stand on the paper, in order, free of any printer's language and of the paper's width. Layout, bytes and preview are made of it
/// in Cowry.Printing. It serialises to JSON, so that a job prints the same a week later.
/// </summary>
public sealed record ReceiptDocument(IReadOnlyList<ReceiptBlock> Blocks);

public enum ReceiptAlign
{
    Left,
    Center,
    Right,
}

/// <summary>Magnification of characters; 1 by 1 is a Latin letter of 12 by 24 dots.</summary>
public enum ReceiptSize
{
    Normal,
    Tall,
    Wide,
    Double,
}

[System.Text.Json.Serialization.JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[System.Text.Json.Serialization.JsonDerivedType(typeof(ReceiptText), "text")]
[System.Text.Json.Serialization.JsonDerivedType(typeof(ReceiptColumns), "columns")]
[System.Text.Json.Serialization.JsonDerivedType(typeof(ReceiptRule), "rule")]
[System.Text.Json.Serialization.JsonDerivedType(typeof(ReceiptQr), "qr")]
[System.Text.Json.Serialization.JsonDerivedType(typeof(ReceiptBarcode), "barcode")]
[System.Text.Json.Serialization.JsonDerivedType(typeof(ReceiptFeed), "feed")]
[System.Text.Json.Serialization.JsonDerivedType(typeof(ReceiptCut), "cut")]
[System.Text.Json.Serialization.JsonDerivedType(typeof(ReceiptDrawer), "drawer")]
public abstract record ReceiptBlock;

/// <summary>A paragraph: wraps at the paper's width. <paramref name="Reversed"/> is white on black.</summary>
public sealed record ReceiptText(
    string Text,
    ReceiptAlign Align = ReceiptAlign.Left,
    ReceiptSize Size = ReceiptSize.Normal,
    bool Bold = false,
    bool Reversed = false) : ReceiptBlock;

/// <summary>
/// One row of cells. A cell without a width shares what the fixed ones leave. Cells wrap below themselves and keep their column; the others stay
/// on the first line.
/// </summary>
public sealed record ReceiptColumns(IReadOnlyList<ReceiptCell> Cells, ReceiptSize Size = ReceiptSize.Normal, bool Bold = false) : ReceiptBlock
{
    /// <summary>A label at the left and a value at the right edge.</summary>
    public static ReceiptColumns Pair(string label, string value, ReceiptSize size = ReceiptSize.Normal, bool bold = false) =>
        new([new ReceiptCell(label), new ReceiptCell(value, Align: ReceiptAlign.Right, FitsContent: true)], size, bold);
}

/// <summary>
/// <paramref name="Width"/> is in Latin columns at normal size; <paramref name="FitsContent"/> takes what its text needs and never wraps it unless the paper is narrower.
/// </summary>
public sealed record ReceiptCell(string Text, int? Width = null, ReceiptAlign Align = ReceiptAlign.Left, bool FitsContent = false);

/// <summary>A line across the paper made of one character.</summary>
public sealed record ReceiptRule(char Character = '-') : ReceiptBlock;

/// <summary>A QR of ASCII text, centred, as large as the paper allows up to <paramref name="Module"/> dots a module.</summary>
public sealed record ReceiptQr(string Content, int Module = 6) : ReceiptBlock;

/// <summary>
/// Code 128 with its text below it; falls back to that text alone where it would be wider than the paper or is not ASCII. Without
/// <paramref name="ShowText"/>, for a number that stands elsewhere, only the bars are printed, and nothing where they do not fit.
/// </summary>
public sealed record ReceiptBarcode(string Content, bool ShowText = true) : ReceiptBlock;

public sealed record ReceiptFeed(int Lines) : ReceiptBlock;

public sealed record ReceiptCut : ReceiptBlock;

/// <summary>Opens the cash drawer. Left out of a second copy.</summary>
public sealed record ReceiptDrawer : ReceiptBlock;
