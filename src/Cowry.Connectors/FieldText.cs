using System.Globalization;
using System.Text;

namespace Cowry.Connectors;

/// <summary>Fits our texts and times into a gateway's fields.</summary>
internal static class FieldText
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    /// <summary>
    /// Whole characters of one to three bytes of UTF-8, as many as fit; emoji, and the joiners and selectors that only they need, are left
    /// out.
    /// </summary>
    public static string Fit(string text, int bytes)
    {
        var fitted = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Utf8SequenceLength == 4 || Rune.IsControl(rune) || rune.Value is 0xFFFD or 0x200D or 0xFE0F)
                continue;
            bytes -= rune.Utf8SequenceLength;
            if (bytes < 0)
                break;
            fitted.Append(rune.ToString());
        }

        return fitted.ToString().Trim();
    }

    /// <summary>A moment on Beijing's clock, in a format of digits and separators.</summary>
    public static string Beijings(DateTimeOffset at, string format) => at.ToOffset(Beijing).ToString(format, CultureInfo.InvariantCulture);

    /// <summary>The opposite of <see cref="Beijings"/>, in UTC; null when the text has another shape.</summary>
    public static DateTimeOffset? FromBeijing(string? text, params string[] formats) =>
        DateTime.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? new DateTimeOffset(local, Beijing).ToUniversalTime()
            : null;
}
