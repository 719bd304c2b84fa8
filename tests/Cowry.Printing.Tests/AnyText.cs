using Cowry.Domain.Printing;
using CsCheck;

namespace Cowry.Printing.Tests;

/// <summary>Texts as people, attackers and broken imports make them, and documents of them.</summary>
internal static class AnyText
{
    private static readonly Gen<string> Piece = Gen.Frequency<string>(
        (4, Gen.OneOf("牛肉面", "，", "。", "（大份）", "少冰", "、", "！", "￥12.50", "¥8", "x2", " ", "  ", "\t", "番茄炒蛋盖饭")),
        (2, Gen.OneOf("é", "ü", "ß", "²", "€", "✓", "😀", "👨‍👩‍👧‍👦", "🇨🇳", "𠮷", "e\u0301\u0302\u0303", "한국", "ภาษา", "\u200B", "\uFEFF", "？", "㎡", "①")),
        (1, Gen.OneOf("\n", "\r\n", "\0", "\u001B@", "\u001Dv0", "\u0010\u0004\u0001", "\u007F", "\uD83D", "\uDE00", "\uFFFE", "\uE000", "\u202E", "\u2028")),
        (1, Gen.Char.Array[1, 12].Select(chars => new string(chars))),
        (1, Gen.String[Gen.Char['a', 'z'], 1, 90]),
        (1, Gen.Int[0, 0x10FFFF].Where(v => v is < 0xD800 or > 0xDFFF).Select(char.ConvertFromUtf32)));

    internal static readonly Gen<string> Text = Piece.Array[0, 14].Select(string.Concat);

    internal static readonly Gen<PaperWidth> Paper = Gen.OneOf(PaperWidth.Mm58, PaperWidth.Mm80);

    internal static readonly Gen<ReceiptSize> Size = Gen.Enum<ReceiptSize>();

    private static readonly Gen<ReceiptAlign> Align = Gen.Enum<ReceiptAlign>();

    private static readonly Gen<ReceiptCell> Cell =
        from text in Text
        from width in Gen.OneOf(Gen.Const((int?)null), Gen.Int[-3, 60].Select(w => (int?)w))
        from align in Align
        from fits in Gen.Bool
        select new ReceiptCell(text, width, align, fits);

    internal static readonly Gen<ReceiptBlock> Block = Gen.OneOf<ReceiptBlock>(
        Gen.Select(Text, Align, Size, Gen.Bool, Gen.Bool).Select(t => (ReceiptBlock)new ReceiptText(t.Item1, t.Item2, t.Item3, t.Item4, t.Item5)),
        Gen.Select(Cell.Array[0, 7], Size, Gen.Bool).Select(t => (ReceiptBlock)new ReceiptColumns(t.Item1, t.Item2, t.Item3)),
        Gen.Char.Select(c => (ReceiptBlock)new ReceiptRule(c)),
        Gen.Select(Text, Gen.Int[-1, 40]).Select(t => (ReceiptBlock)new ReceiptQr(t.Item1, t.Item2)),
        Gen.Select(Text, Gen.Bool).Select(t => (ReceiptBlock)new ReceiptBarcode(t.Item1, t.Item2)),
        Gen.String[Gen.Char[' ', '~'], 0, 60].Select(t => (ReceiptBlock)new ReceiptBarcode(t)),
        Gen.Int[-2, 400].Select(n => (ReceiptBlock)new ReceiptFeed(n)),
        Gen.Const((ReceiptBlock)new ReceiptCut()),
        Gen.Const((ReceiptBlock)new ReceiptDrawer()));

    internal static readonly Gen<ReceiptDocument> Document = Block.Array[0, 8].Select(blocks => new ReceiptDocument(blocks));
}
