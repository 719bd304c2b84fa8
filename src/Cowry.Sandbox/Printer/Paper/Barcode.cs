using System.Text;
using Cowry.Sandbox.Printer.EscPos;

namespace Cowry.Sandbox.Printer.Paper;

/// <summary>
/// The bars of one-dimensional codes, one entry per module, true for black. Widths are from ISO/IEC 15417 (Code 128), 15420 (EAN/UPC),
/// 16388 (Code 39) and 16390 (Interleaved 2 of 5). Wide bars of the last two are three modules here.
/// </summary>
internal static class Barcode
{
    private const string Code39Characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%*";

    // Nine elements each, bar first; 1 is wide.
    private static readonly string[] Code39Elements = (
        "000110100 100100001 001100001 101100000 000110001 100110000 001110000 000100101 100100100 001100100 " +
        "100001001 001001001 101001000 000011001 100011000 001011000 000001101 100001100 001001100 000011100 " +
        "100000011 001000011 101000010 000010011 100010010 001010010 000000111 100000110 001000110 000010110 " +
        "110000001 011000001 111000000 010010001 110010000 011010000 010000101 110000100 011000100 010101000 " +
        "010100010 010001010 000101010 010010100").Split(' ');

    private static readonly string[] ItfElements = "00110 10001 01001 11000 00101 10100 01100 00011 10010 01010".Split(' ');

    private static readonly string[] EanWidths = "3211 2221 2122 1411 1132 1231 1114 1312 1213 3112".Split(' ');

    private static readonly string[] EanParity =
        "LLLLLL LLGLGG LLGGLG LLGGGL LGLLGG LGGLLG LGGGLL LGLGLG LGLGGL LGGLGL".Split(' ');

    /// <summary>The readable text and the bars; no bars when the data is not allowed in that code (a printer then prints nothing).</summary>
    public static (string Text, bool[]? Bars) Encode(BarcodeKind kind, byte[] data)
    {
        if (kind == BarcodeKind.Code128)
            return Code128.Encode(data);
        var text = Encoding.ASCII.GetString(data);
        return kind switch
        {
            BarcodeKind.Ean13 => Ean(text, 13),
            BarcodeKind.UpcA => Ean(text, 12),
            BarcodeKind.Ean8 => Ean(text, 8),
            BarcodeKind.Code39 => (text, Code39(text)),
            BarcodeKind.Itf => (text, Itf(text)),
            _ => (text, null),
        };
    }

    /// <summary>Turns widths into modules, black first.</summary>
    public static IEnumerable<bool> Modules(string widths, bool blackFirst = true)
    {
        for (var i = 0; i < widths.Length; i++)
        {
            for (var n = widths[i] - '0'; n > 0; n--)
                yield return blackFirst == (i % 2 == 0);
        }
    }

    private static (string Text, bool[]? Bars) Ean(string digits, int length)
    {
        if (digits.Any(c => !char.IsAsciiDigit(c)) || (digits.Length != length && digits.Length != length - 1))
            return (digits, null);
        var check = (char)('0' + CheckDigit(digits[..(length - 1)]));
        if (digits.Length == length && digits[^1] != check)
            return (digits, null);
        var text = digits[..(length - 1)] + check;
        var full = length == 12 ? "0" + text : text;
        var first = full.Length == 13 ? EanParity[full[0] - '0'] : "LLLL";
        var left = full.Length == 13 ? full[1..7] : full[..4];
        var bars = Modules("111").ToList();
        for (var i = 0; i < left.Length; i++)
        {
            var widths = EanWidths[left[i] - '0'];
            bars.AddRange(Modules(first[i] == 'L' ? widths : new string(widths.Reverse().ToArray()), blackFirst: false));
        }

        bars.AddRange(Modules("11111", blackFirst: false));
        foreach (var digit in full[^left.Length..])
            bars.AddRange(Modules(EanWidths[digit - '0']));
        bars.AddRange(Modules("111"));
        return (text, [.. bars]);
    }

    private static int CheckDigit(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
            sum += (digits[^(i + 1)] - '0') * (i % 2 == 0 ? 3 : 1);
        return (10 - (sum % 10)) % 10;
    }

    private static bool[]? Code39(string text)
    {
        var inner = text.Trim('*');
        if (inner.Length == 0 || inner.Any(c => c == '*' || !Code39Characters.Contains(c, StringComparison.Ordinal)))
            return null;
        var elements = $"*{inner}*".Select(c => Code39Elements[Code39Characters.IndexOf(c, StringComparison.Ordinal)]);
        return [.. elements.SelectMany(element => Modules(Wide(element)).Append(false))];
    }

    private static bool[]? Itf(string digits)
    {
        if (digits.Length < 2 || digits.Length % 2 != 0 || digits.Any(c => !char.IsAsciiDigit(c)))
            return null;
        var bars = Modules("1111").ToList();
        for (var i = 0; i < digits.Length; i += 2)
        {
            var (bar, space) = (ItfElements[digits[i] - '0'], ItfElements[digits[i + 1] - '0']);
            bars.AddRange(Modules(Wide(string.Concat(bar.Zip(space, (b, s) => $"{b}{s}")))));
        }

        bars.AddRange(Modules("311"));
        return [.. bars];
    }

    private static string Wide(string elements) => elements.Replace('1', '3').Replace('0', '1');
}
