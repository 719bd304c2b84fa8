using System.Globalization;
using System.Text;
using Cowry.Primitives;

namespace Cowry.Connectors.Alipay;

/// <summary>Our texts, times and amounts in Alipay's spelling, and back.</summary>
internal static class AlipayText
{
    private const int SubjectBytes = 256;
    private const string Clock = "yyyy-MM-dd HH:mm:ss";

    /// <summary>Never empty, and without the characters that Alipay refuses in it: their full-width forms read the same.</summary>
    public static string Subject(string text, string? storeName)
    {
        var fitted = FieldText.Fit(Allowed(text), SubjectBytes);
        if (fitted.Length == 0)
            fitted = FieldText.Fit(Allowed(storeName ?? ""), SubjectBytes);
        return fitted.Length == 0 ? "消费" : fitted;
    }

    /// <summary>Null for what is empty, which would be a field that says nothing.</summary>
    public static string? Fit(string? text, int bytes) => FieldText.Fit(text ?? "", bytes) is { Length: > 0 } fitted ? fitted : null;

    /// <summary>Beijing time, whole seconds, without zone.</summary>
    public static string Time(DateTimeOffset at) => FieldText.Beijings(at, Clock);

    public static DateTimeOffset? TimeOf(string? text) => FieldText.FromBeijing(text, Clock, Clock + ".f", Clock + ".ff", Clock + ".fff");

    /// <summary>A span as <c>5m</c>: whole minutes, the last one begun counts, at least one.</summary>
    public static string Minutes(TimeSpan span, int most)
    {
        var minutes = (span.Ticks + TimeSpan.TicksPerMinute - 1) / TimeSpan.TicksPerMinute;
        return Math.Clamp(minutes, 1, most).ToString(CultureInfo.InvariantCulture) + "m";
    }

    /// <summary>Yuan with two decimals: <c>88.88</c>.</summary>
    public static string Yuan(Money amount) => amount.ToString();

    /// <summary>Reads yuan with at most two decimals, digit by digit; null for a sign, a third decimal, a space or an exponent.</summary>
    public static Money? MoneyOf(string? yuan)
    {
        if (yuan is null || yuan.Length > 16)
            return null;
        var point = yuan.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? yuan : yuan[..point];
        var decimals = point < 0 ? "" : yuan[(point + 1)..];
        if (whole.Length == 0 || decimals.Length > 2 || (point >= 0 && decimals.Length == 0))
            return null;
        long fen = 0;
        foreach (var digit in whole + decimals.PadRight(2, '0'))
        {
            if (!char.IsAsciiDigit(digit))
                return null;
            fen = (fen * 10) + (digit - '0');
        }

        return new Money(fen);
    }

    private static string Allowed(string text) => new StringBuilder(text).Replace('/', '／').Replace('=', '＝').Replace('&', '＆').ToString();
}
