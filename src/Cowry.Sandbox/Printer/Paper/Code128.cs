using System.Text;

namespace Cowry.Sandbox.Printer.Paper;

/// <summary>Code 128 as <c>GS k 73</c> takes it: the data starts with <c>{A</c>, <c>{B</c> or <c>{C</c> and may change sets on its way.</summary>
internal static class Code128
{
    private const int StartA = 103;
    private const int Fnc1 = 102;

    // Bar and space widths of the values 0 to 105, and the stop pattern.
    private static readonly string[] Widths = (
        "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 " +
        "223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 " +
        "112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 " +
        "311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 " +
        "122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 " +
        "214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112").Split(' ');

    public static (string Text, bool[]? Bars) Encode(byte[] data)
    {
        var text = new StringBuilder();
        var values = Values(data, text);
        if (values is null)
            return (text.ToString(), null);
        var sum = values[0];
        for (var i = 1; i < values.Count; i++)
            sum += i * values[i];
        values.Add(sum % 103);
        values.Add(106);
        return (text.ToString(), [.. values.SelectMany(value => Barcode.Modules(Widths[value]))]);
    }

    private static List<int>? Values(byte[] data, StringBuilder text)
    {
        if (data.Length < 3 || data[0] != '{' || data[1] is < (byte)'A' or > (byte)'C')
            return null;
        var set = (char)data[1];
        var values = new List<int> { StartA + set - 'A' };
        for (var i = 2; i < data.Length; i++)
        {
            if (data[i] == '{')
            {
                if (++i == data.Length || Special((char)data[i], ref set) is not { } special)
                    return null;
                if (data[i] == '{')
                    text.Append('{');
                values.Add(special);
            }
            else if (Value(data[i], set) is { } value)
            {
                values.Add(value);
                text.Append(set == 'C' ? $"{data[i]:00}" : ((char)data[i]).ToString());
            }
            else
            {
                return null;
            }
        }

        return values.Count > 1 ? values : null;
    }

    private static int? Special(char code, ref char set)
    {
        switch (code)
        {
            case 'A' or 'B' or 'C' when code != set:
                set = code;
                return code switch { 'C' => 99, 'B' => 100, _ => 101 };
            case '1':
                return Fnc1;
            case '{' when set == 'B':
                return '{' - 32;
            default:
                return null;
        }
    }

    private static int? Value(byte b, char set) => set switch
    {
        'C' when b < 100 => b,
        'B' when b is >= 32 and < 128 => b - 32,
        'A' when b is >= 32 and < 96 => b - 32,
        'A' when b < 32 => b + 64,
        _ => null,
    };
}
