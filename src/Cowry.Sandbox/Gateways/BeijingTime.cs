using System.Globalization;

namespace Cowry.Sandbox;

/// <summary>The wallets speak Beijing time; the sandbox keeps milliseconds UTC.</summary>
internal static class BeijingTime
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public static DateTimeOffset Of(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToOffset(Offset);

    /// <summary>RFC 3339 with whole seconds: <c>2018-06-08T10:34:56+08:00</c>.</summary>
    public static string Text(long milliseconds) => Of(milliseconds).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    public static string Text(long milliseconds, string format) => Of(milliseconds).ToString(format, CultureInfo.InvariantCulture);

    /// <summary>The instant of a clock on a wall in Beijing.</summary>
    public static long Milliseconds(DateTime beijing) => new DateTimeOffset(beijing, Offset).ToUnixTimeMilliseconds();

    /// <summary>The first millisecond of a day in Beijing.</summary>
    public static long DayStart(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Offset).ToUnixTimeMilliseconds();

    public static DateOnly Day(DateTimeOffset now) => DateOnly.FromDateTime(now.ToOffset(Offset).DateTime);
}
