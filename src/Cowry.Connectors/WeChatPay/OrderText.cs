using System.Globalization;
using System.Text;

namespace Cowry.Connectors.WeChatPay;

/// <summary>Fits our texts into WeChat's fields.</summary>
internal static class OrderText
{
    private const int DescriptionBytes = 127;
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    /// <summary>
    /// At most 127 bytes of UTF-8 (the documents say 127 characters in one place and bytes in another: bytes satisfy both), without emoji,
    /// which WeChat refuses as 4-byte characters, and never empty.
    /// </summary>
    public static string Description(string text, string? storeName)
    {
        var fitted = Fit(text, DescriptionBytes);
        if (fitted.Length == 0)
            fitted = Fit(storeName ?? "", DescriptionBytes);
        return fitted.Length == 0 ? "消费" : fitted;
    }

    /// <summary>Whole characters of one to three bytes, as many as fit; joiners and selectors that only emoji need go with them.</summary>
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

    /// <summary>RFC 3339 in Beijing time, whole seconds: <c>2018-06-08T10:34:56+08:00</c>.</summary>
    public static string Time(DateTimeOffset at) =>
        at.ToOffset(Beijing).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
