using System.Globalization;

namespace Cowry.Connectors.UnionPay;

/// <summary>Times on the wire: whole seconds on Beijing's clock, without separators.</summary>
internal static class WireTime
{
    private const string Shape = "yyyyMMddHHmmss";

    public static string Of(DateTimeOffset at) => FieldText.Beijings(at, Shape);

    /// <summary>
    /// <c>traceTime</c>, month to second without a year (<c>0105145046</c>): of all years, the one that brings it closest to the moment at which
    /// the transaction was sent. In UTC; null when it is no time.
    /// </summary>
    public static DateTimeOffset? OfTrace(string? trace, DateTimeOffset sentAt)
    {
        if (trace is not { Length: 10 })
            return null;
        var year = int.Parse(FieldText.Beijings(sentAt, "yyyy"), CultureInfo.InvariantCulture);
        return new[] { year - 1, year, year + 1 }
            .Select(candidate => FieldText.FromBeijing(candidate.ToString("0000", CultureInfo.InvariantCulture) + trace, Shape))
            .Where(time => time is not null)
            .OrderBy(time => (time!.Value - sentAt).Duration())
            .FirstOrDefault();
    }

    /// <summary>Null when the text is no time.</summary>
    public static DateTimeOffset? Read(string? text) => FieldText.FromBeijing(text, Shape);
}
