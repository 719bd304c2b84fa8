using static Cowry.Sandbox.Printer.EscPos.CommandLength;

namespace Cowry.Sandbox.Printer.EscPos;

/// <summary>Turns the bytes of one complete command into its meaning. Text modes (code page, Chinese mode) are the reader's.</summary>
internal static class CommandDecoder
{
    public static PrinterCommand Decode(ReadOnlySpan<byte> b) => b[0] switch
    {
        Esc => DecodeEsc(b),
        Fs => DecodeFs(b),
        Gs => DecodeGs(b),
        _ => DecodeDle(b),
    };

    private static PrinterCommand DecodeEsc(ReadOnlySpan<byte> b) => (char)b[1] switch
    {
        '@' => new Initialize(),
        ' ' => new SetCharacterSpacing(0, b[2], Hanzi: false),
        '!' => new SetPrintMode(Twice(b[2] & 0x20), Twice(b[2] & 0x10), (b[2] & 0x08) != 0, (b[2] & 0x80) != 0, (b[2] & 0x01) != 0),
        '$' => new MoveTo(Word(b, 2), Relative: false),
        '\\' => new MoveTo((short)Word(b, 2), Relative: true),
        '-' => new SetUnderline(b[2] % 0x30, Hanzi: false),
        '2' => new SetLineSpacing(null),
        '3' => new SetLineSpacing(b[2]),
        '*' => ColumnImage.Decode(b),
        'B' => new Buzz(b[2]),
        'C' => new Buzz(b[2]),
        '(' when b[2] == 'A' && b.Length == 10 && b[5] == 0x61 => new Buzz(b[7]),
        'D' => new SetTabStops(b[2..^1].ToArray().Select(column => (int)column).ToArray()),
        'E' or 'G' => new SetBold((b[2] & 1) != 0),
        'J' => new FeedDots(b[2]),
        'd' => new FeedLines(b[2]),
        'M' => new SetFont(b[2] % 0x30 == 1),
        'a' => new SetAlignment(b[2] % 0x30),
        'i' => new CutPaper(Full: true, Feed: null),
        'm' => new CutPaper(Full: false, Feed: null),
        'p' => new KickDrawer(b[2] % 0x30),
        '=' or '?' or 'R' or 'T' or 'U' or 'c' or 'r' or 't' or '%' or '<' or 'S' => new NoEffect(),
        _ => Unsupported(b),
    };

    private static PrinterCommand DecodeFs(ReadOnlySpan<byte> b) => (char)b[1] switch
    {
        '!' => new SetHanziMode(Twice(b[2] & 0x04), Twice(b[2] & 0x08), (b[2] & 0x80) != 0),
        '-' => new SetUnderline(b[2] % 0x30, Hanzi: true),
        'S' => new SetCharacterSpacing(b[2], b[3], Hanzi: true),
        'W' => new SetSize(1 + (b[2] & 1), 1 + (b[2] & 1), Latin: false, Hanzi: true),
        '&' or '.' => new NoEffect(),
        _ => Unsupported(b),
    };

    private static PrinterCommand DecodeGs(ReadOnlySpan<byte> b) => (char)b[1] switch
    {
        '!' when (b[2] & 0x88) == 0 => new SetSize((b[2] >> 4) + 1, (b[2] & 0x0F) + 1, Latin: true, Hanzi: true),
        'B' => new SetReverse((b[2] & 1) != 0),
        'L' => new SetLeftMargin(Word(b, 2)),
        'W' => new SetAreaWidth(Word(b, 2)),
        'H' => new SetBarcodeText(b[2] % 0x30),
        'h' when b[2] > 0 => new SetBarcodeHeight(b[2]),
        'w' when b[2] is >= 1 and <= 6 => new SetBarcodeModule(b[2]),
        'k' => DecodeBarcode(b),
        'V' => DecodeCut(b),
        'r' => new AskStatus(b[2] % 0x30),
        'a' => new SetAutomaticStatus(b[2]),
        'I' => new AskIdentity(b[2]),
        'v' => DecodeRaster(b),
        '8' => DecodeGraphics(b[7..], b),
        '(' => DecodeGsFamily(b),
        'P' or 'T' or 'b' or 'f' or 'j' or ':' => new NoEffect(),
        _ => Unsupported(b),
    };

    private static PrinterCommand DecodeGsFamily(ReadOnlySpan<byte> b) => (char)b[2] switch
    {
        'k' => DecodeQr(b),
        'L' => DecodeGraphics(b[5..], b),
        'H' when b.Length == 11 && b[5] % 0x30 == 0 && b[6] % 0x30 == 0 => new AskProcessId(b[7..11].ToArray()),
        'A' or 'D' or 'E' or 'K' => new NoEffect(),
        _ => Unsupported(b),
    };

    private static PrinterCommand DecodeQr(ReadOnlySpan<byte> b)
    {
        if (b.Length < 8 || b[5] != 0x31)
            return Unsupported(b);
        return b[6] switch
        {
            0x41 when b[7] == 0x32 => new NoEffect(),
            0x43 when b[7] is >= 1 and <= 16 => new SetQrModule(b[7]),
            0x45 when b[7] is >= 0x30 and <= 0x33 => new SetQrCorrection("LMQH"[b[7] - 0x30]),
            0x50 when b.Length > 8 => new StoreQr(b[8..].ToArray()),
            0x51 => new PrintQr(),
            _ => Unsupported(b),
        };
    }

    private static PrinterCommand DecodeBarcode(ReadOnlySpan<byte> b)
    {
        var old = b[2] <= 6;
        var kind = old ? b[2] : b[2] - 65;
        return kind <= (int)BarcodeKind.Code128
            ? new PrintBarcode((BarcodeKind)kind, old ? b[3..^1].ToArray() : b[4..].ToArray())
            : Unsupported(b);
    }

    private static PrinterCommand DecodeCut(ReadOnlySpan<byte> b) => b[2] switch
    {
        0x00 or 0x30 => new CutPaper(Full: true, Feed: null),
        0x01 or 0x31 => new CutPaper(Full: false, Feed: null),
        65 or 97 or 103 => new CutPaper(Full: true, Feed: b[3]),
        66 or 98 or 104 => new CutPaper(Full: false, Feed: b[3]),
        _ => Unsupported(b),
    };

    private static PrinterCommand DecodeRaster(ReadOnlySpan<byte> b)
    {
        var mode = b[3] % 0x30;
        var (width, rows) = (Word(b, 4) * 8, Word(b, 6));
        return mode > 3 || width == 0 || rows == 0
            ? Unsupported(b[..8])
            : new PrintImage(width, rows, 1 + (mode & 1), 1 + (mode >> 1), b[8..].ToArray(), InLine: false);
    }

    private static PrinterCommand DecodeGraphics(ReadOnlySpan<byte> p, ReadOnlySpan<byte> whole)
    {
        if (p.Length >= 2 && p[0] == 0x30 && p[1] is 0x02 or 0x32)
            return new PrintGraphics();
        if (p.Length < 10 || p[0] != 0x30 || p[1] != 0x70 || p[2] != 0x30)
            return Unsupported(whole);
        var (width, rows) = (Word(p, 6), Word(p, 8));
        return (width + 7) / 8 * rows == p.Length - 10 && rows > 0
            ? new StoreGraphics(new PrintImage(width, rows, p[3] == 2 ? 2 : 1, p[4] == 2 ? 2 : 1, p[10..].ToArray(), InLine: false))
            : Unsupported(whole);
    }

    private static PrinterCommand DecodeDle(ReadOnlySpan<byte> b) => b[1] switch
    {
        0x04 when b[2] is >= 1 and <= 4 => new AskStatusNow(b[2]),
        0x05 when b[2] is 1 or 2 => new RecoverNow(b[2] == 2),
        0x14 when b[2] == 1 => new KickDrawerNow(b[3]),
        _ => Unsupported(b),
    };

    public static NotUnderstood Unsupported(ReadOnlySpan<byte> b) =>
        new("unsupported_command", Convert.ToHexString(b[..Math.Min(b.Length, 12)]));

    private static int Twice(int bit) => bit != 0 ? 2 : 1;

    private static int Word(ReadOnlySpan<byte> b, int at) => b[at] | (b[at + 1] << 8);
}
