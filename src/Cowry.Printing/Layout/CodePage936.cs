using System.Text;

namespace Cowry.Printing.Layout;

/// <summary>
/// Code page 936 (GBK) as receipt printers have it in ROM. A character takes as many columns as it has bytes, whatever Unicode says of its
/// width: <c>×</c>, <c>“</c> and <c>é</c> are two. GB18030's four-byte codes are left out, since a two-byte printer shows stray digits for them.
/// </summary>
internal static class CodePage936
{
    private static readonly Encoding Strict = CodePagesEncodingProvider.Instance.GetEncoding(
        936, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    private static readonly byte[] Columns = MeasureAll();

    /// <summary>1 or 2, or 0 where the page lacks the character.</summary>
    internal static int ColumnsOf(char character) => Columns[character];

    internal static bool Has(string text) => text.All(c => Columns[c] > 0);

    /// <summary>Throws <see cref="EncoderFallbackException"/> for what the page lacks: a lost character is a fault of the layout, never a <c>?</c>.</summary>
    internal static byte[] Encode(string text) => Strict.GetBytes(text);

    private static byte[] MeasureAll()
    {
        // An empty replacement turns off the best fits (² to 2) without the cost of an exception for each of 40,000 missing characters.
        var lenient = CodePagesEncodingProvider.Instance.GetEncoding(936, new EncoderReplacementFallback(""), new DecoderReplacementFallback(""))!;
        var columns = new byte[char.MaxValue + 1];
        Span<char> one = stackalloc char[1];
        Span<byte> bytes = stackalloc byte[4];
        for (var c = 0x20; c <= char.MaxValue; c++)
        {
            if (c == 0x7F || char.IsSurrogate((char)c) || c is >= 0xE000 and <= 0xF8FF)
                continue;
            one[0] = (char)c;
            var count = lenient.GetBytes(one, bytes);
            // 80 and FF alone (the euro sign on Windows) are no character of the printer's.
            columns[c] = count switch { 1 when bytes[0] < 0x80 => 1, 2 => 2, _ => 0 };
        }

        return columns;
    }
}
