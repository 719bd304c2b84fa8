namespace Cowry.Printing.Layout;

/// <summary>
/// Code 128 of printable ASCII: set C for runs of digits, two to a symbol, and set B for the rest (ISO/IEC 15417). It gives both the printer's
/// data form (<c>{B</c>, <c>{C</c>) and the bars, so that width and preview agree with what the device draws.
/// </summary>
internal sealed class Code128
{
    private const int StartB = 104, StartC = 105, ToC = 99, ToB = 100;

    // Widths of bar, space, bar, space, bar, space for each value; the stop has a seventh.
    private const string Patterns =
        "212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221223211221132221231213212223112"
        + "312131311222321122321221312212322112322211212123212321232121111323131123131321112313132113132311211313231113231311112133112331132131113123"
        + "113321133121313121211331231131213113213311213131311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221"
        + "112214112412122114122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141214121412121"
        + "111143111341131141114113114311411113411311113141114131311141411131211412211214211232";

    private readonly List<int> symbols;

    private Code128(string text, byte[] data, List<int> values) => (Text, Data, symbols) = (text, data, values);

    internal string Text { get; }

    /// <summary>For <c>GS k 49</c>.</summary>
    internal byte[] Data { get; }

    /// <summary>From the first bar to the last; 11 to a symbol and 13 for the stop.</summary>
    internal int Modules => (11 * symbols.Count) + 13;

    /// <summary>Null where the text is empty, not printable ASCII, or longer than the command's one byte of length.</summary>
    internal static Code128? Make(string text)
    {
        if (text.Length is 0 or > 100 || text.Any(c => c is < ' ' or > '~'))
            return null;
        List<int> values = [];
        List<byte> data = [];
        char set = '\0';
        for (var i = 0; i < text.Length;)
        {
            var digits = Digits(text, i);
            var useC = digits >= 4 || (digits >= 2 && digits == text.Length) || (set == 'C' && digits >= 2);
            // Set C wants pairs: an odd run's first digit goes by set B.
            if (useC && set != 'C' && digits % 2 == 1)
                useC = false;
            Switch(useC ? 'C' : 'B', ref set, values, data);
            if (useC)
            {
                var pair = ((text[i] - '0') * 10) + text[i + 1] - '0';
                values.Add(pair);
                data.Add((byte)pair);
                i += 2;
            }
            else
            {
                values.Add(text[i] - ' ');
                if (text[i] == '{')
                    data.Add((byte)'{');
                data.Add((byte)text[i++]);
            }
        }

        values.Add(Checksum(values));
        return new Code128(text, [.. data], values);
    }

    /// <summary>Each module of the symbol, true for a bar.</summary>
    internal IEnumerable<bool> Bars() => symbols.SelectMany(PatternOf).Concat(Modulate("2331112"));

    internal static IEnumerable<bool> PatternOf(int value) => Modulate(Patterns.Substring(value * 6, 6));

    /// <summary>3 dots to a module or 2, with ten modules of quiet zone at each side; 0 where not even 2 fit.</summary>
    internal int ModuleFor(int dots) => (Modules + 20) * 3 <= dots ? 3 : (Modules + 20) * 2 <= dots ? 2 : 0;

    private static IEnumerable<bool> Modulate(string widths) =>
        widths.SelectMany((width, i) => Enumerable.Repeat(i % 2 == 0, width - '0'));

    private static int Digits(string text, int from)
    {
        var end = from;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return end - from;
    }

    private static void Switch(char to, ref char set, List<int> values, List<byte> data)
    {
        if (set == to)
            return;
        values.Add(set == '\0' ? (to == 'C' ? StartC : StartB) : (to == 'C' ? ToC : ToB));
        data.AddRange([(byte)'{', (byte)to]);
        set = to;
    }

    private static int Checksum(List<int> values)
    {
        var sum = values[0];
        for (var i = 1; i < values.Count; i++)
            sum += i * values[i];
        return sum % 103;
    }
}
