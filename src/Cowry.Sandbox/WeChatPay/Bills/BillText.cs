using System.Globalization;
using System.Text;
using Cowry.Primitives;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>
/// Writes a bill as the gateway does: UTF-8 with BOM, CRLF, a header row, data cells each with a backtick before it, then a header and a
/// row of sums.
/// </summary>
internal sealed class BillText
{
    private readonly StringBuilder text = new();

    public void Header(string columns) => text.Append(columns).Append("\r\n");

    public void Row(IEnumerable<string> cells) => text.AppendJoin(',', cells.Select(cell => "`" + cell)).Append("\r\n");

    public byte[] ToBytes() => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];

    /// <summary>Yuan with two decimals, as in the rows.</summary>
    public static string Yuan(long fen) => new Money(fen).ToString();

    /// <summary>Yuan with five decimals, as fees are written.</summary>
    public static string Fee(long fen) => Yuan(fen) + "000";

    /// <summary>Yuan without the zeros at the end but with one decimal at the least, as in the sums: <c>45.0</c>, <c>0.08</c>.</summary>
    public static string Sum(long fen)
    {
        var yuan = Yuan(fen);
        return yuan.EndsWith('0') ? yuan[..^1] : yuan;
    }

    /// <summary>Parts per million as a percentage with two decimals: <c>0.60%</c>.</summary>
    public static string Percent(int partsPerMillion) =>
        string.Create(CultureInfo.InvariantCulture, $"{partsPerMillion / 10_000}.{partsPerMillion % 10_000 / 100:00}%");

    public static string Time(long milliseconds) => BeijingTime.Text(milliseconds, "yyyy-MM-dd HH:mm:ss");
}
