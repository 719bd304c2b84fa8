namespace Cowry.Domain.Printing;

/// <summary>
/// The printer's test print: it shows at a glance whether Chinese, width, sizes, symbols and the knife are right on this device.
/// </summary>
public static class TestReceipt
{
    private const string Ruler = "1234567890";

    /// <summary>
    /// <paramref name="paper"/> is the width that the printer is set to: the ruler ends exactly at the paper's edge when it is right.
    /// <paramref name="now"/> is in the store's time zone.
    /// </summary>
    public static ReceiptDocument Make(string printerName, PaperWidth paper, DateTimeOffset now) => new(
    [
        new ReceiptText("打印测试", ReceiptAlign.Center, ReceiptSize.Double, Bold: true),
        new ReceiptText("Test print", ReceiptAlign.Center),
        new ReceiptFeed(1),
        ReceiptColumns.Pair("打印机 Printer", printerName),
        ReceiptColumns.Pair("纸宽 Paper", $"{(int)paper} mm"),
        ReceiptColumns.Pair("时间 Time", ReceiptWords.Second(now)),
        new ReceiptRule(),
        .. RulerLines(paper),
        new ReceiptRule('='),
        new ReceiptText("常用 金额￥12.50 折扣-￥0.50 ×2 ①②③ ℃ ★"),
        new ReceiptText("生僻 堃珺喆镕犇 𠮷野家"),
        new ReceiptText("Umlaute ÄÖÜ äöü ß · naïve café"),
        new ReceiptText("表情 😀 少辣🌶️ 谢谢🙏"),
        new ReceiptText("加高 Tall", Size: ReceiptSize.Tall),
        new ReceiptText("加宽 Wide", Size: ReceiptSize.Wide),
        new ReceiptText("加粗 Bold", Bold: true),
        new ReceiptText(" 反白 Reversed ", Reversed: true),
        new ReceiptColumns([new ReceiptCell("红烧牛肉面大碗加蛋加面不要香菜"), new ReceiptCell("x2", 6, ReceiptAlign.Right), new ReceiptCell("￥56.00", 10, ReceiptAlign.Right)]),
        new ReceiptFeed(1),
        new ReceiptBarcode("COWRY-2026"),
        new ReceiptFeed(1),
        new ReceiptQr("https://example.com/cowry/test-print"),
        new ReceiptFeed(1),
        new ReceiptText("二维码应能扫出 The code should scan", ReceiptAlign.Center),
        new ReceiptFeed(1),
        new ReceiptCut(),
    ]);

    private static IEnumerable<ReceiptBlock> RulerLines(PaperWidth paper)
    {
        var columns = paper == PaperWidth.Mm58 ? 32 : 48;
        yield return new ReceiptText(string.Concat(Enumerable.Repeat(Ruler, 5))[..columns]);
        yield return new ReceiptText(new string('贝', columns / 2));
    }
}
