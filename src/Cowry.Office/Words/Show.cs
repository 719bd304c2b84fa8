using System.Globalization;
using System.Text;
using Cowry.Primitives;
using Microsoft.Extensions.Localization;

namespace Cowry.Office.Words;

/// <summary>Money, times and codes as people read them.</summary>
internal sealed class Show(IStringLocalizer<OfficeText> text, TimeProvider time)
{
    /// <summary>¥12.50, with separators from ¥1,000.00.</summary>
    public static string Money(long fen)
    {
        var yuan = new Money(fen).ToString();
        var sign = yuan.StartsWith('-') ? "-" : "";
        var digits = yuan[sign.Length..^3];
        for (var at = digits.Length - 3; at > 0; at -= 3)
            digits = digits.Insert(at, ",");
        return $"{sign}¥{digits}{yuan[^3..]}";
    }

    /// <summary>14:02 today, 昨天 14:02 yesterday, 11-24 14:02 before, with the year when it is another.</summary>
    public string Time(DateTimeOffset? moment, TimeZoneInfo zone)
    {
        if (moment is null)
            return "–";
        var local = TimeZoneInfo.ConvertTime(moment.Value, zone);
        var now = TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone);
        var clock = local.ToString("HH:mm", CultureInfo.InvariantCulture);
        if (local.Date == now.Date)
            return clock;
        if (local.Date == now.Date.AddDays(-1))
            return text["Time.Yesterday", clock];
        return local.ToString(local.Year == now.Year ? "MM-dd HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>The middle of a number or an id is nobody's business: 1900…0109.</summary>
    public static string Masked(string? value) => value switch
    {
        null or "" => "–",
        { Length: <= 8 } => value,
        _ => $"{value[..4]}…{value[^4..]}",
    };

    /// <summary>The words for a stable code of the API, or the fallback where there are none.</summary>
    public string Code(string code, string? otherwise = null)
    {
        var words = text["Code." + code];
        return words.ResourceNotFound ? otherwise ?? code : words.Value;
    }

    /// <summary>
    /// What the API says of a field, which is English, in the language of the page. A rule's words are filed under its own sentence with # for
    /// every number; one that is not filed stays as it is.
    /// </summary>
    public string Rule(string sentence)
    {
        var key = new StringBuilder("Rule.");
        List<object> numbers = [];
        for (var at = 0; at < sentence.Length;)
        {
            var digits = sentence.Skip(at).TakeWhile(char.IsAsciiDigit).Count();
            if (digits > 0)
                numbers.Add(sentence.Substring(at, digits));
            key.Append(digits > 0 ? '#' : sentence[at]);
            at += Math.Max(digits, 1);
        }

        var words = text[key.ToString(), [.. numbers]];
        return words.ResourceNotFound ? sentence : words.Value;
    }
}
