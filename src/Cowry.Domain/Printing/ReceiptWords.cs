using System.Globalization;
using Cowry.Primitives;

namespace Cowry.Domain.Printing;

/// <summary>The languages on a receipt: Chinese always, English beside or under it where the store wants it.</summary>
public enum ReceiptLanguage
{
    Chinese,
    ChineseEnglish,
}

/// <summary>A label in both languages.</summary>
public sealed record ReceiptLabel(string Chinese, string English)
{
    public string In(ReceiptLanguage language) =>
        language == ReceiptLanguage.ChineseEnglish && English.Length > 0 ? $"{Chinese} {English}" : Chinese;
}

/// <summary>The fixed words of the receipts, and how amounts and numbers are written on paper.</summary>
internal static class ReceiptWords
{
    internal static readonly ReceiptLabel Title = new("收款凭证", "Payment receipt");
    internal static readonly ReceiptLabel Phone = new("电话", "Tel");
    internal static readonly ReceiptLabel Received = new("实收", "Received");
    internal static readonly ReceiptLabel Note = new("备注", "Note");
    internal static readonly ReceiptLabel Transaction = new("交易号", "Transaction");
    internal static readonly ReceiptLabel Time = new("时间", "Time");
    internal static readonly ReceiptLabel Cashier = new("收银员", "Cashier");
    internal static readonly ReceiptLabel Terminal = new("终端", "Terminal");
    internal static readonly ReceiptLabel Number = new("小票号", "Receipt no.");
    internal static readonly ReceiptLabel Late = new("此款在收款关闭后到账", "Arrived after this payment was closed");
    internal static readonly ReceiptLabel Thanks = new("谢谢惠顾，欢迎再来", "Thank you, see you again");

    /// <summary><c>￥1,234.50</c>: the yen sign that code page 936 has, and groups from a thousand on.</summary>
    internal static string Amount(Money amount)
    {
        var plain = amount.ToString();
        var sign = plain.StartsWith('-') ? "-" : "";
        var yuan = plain[sign.Length..^3];
        var grouped = UInt128.Parse(yuan, CultureInfo.InvariantCulture).ToString("N0", CultureInfo.InvariantCulture);
        return $"{sign}￥{grouped}{plain[^3..]}";
    }

    /// <summary>The last eight characters of a wallet's transaction number; the whole one never goes on paper.</summary>
    internal static string MaskTransaction(string number)
    {
        var trimmed = number.Trim();
        return trimmed.Length <= 8 ? trimmed : "****" + trimmed[^8..];
    }

    /// <summary>To the second, as the clock on the store's wall showed it.</summary>
    internal static string Second(DateTimeOffset local) => local.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
