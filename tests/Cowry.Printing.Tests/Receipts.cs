using System.Text.Json;
using Cowry.Domain.Printing;
using Cowry.Primitives;
using Cowry.Printing.Drawing;
using Cowry.Printing.EscPos;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Printing.Tests;

public sealed class Receipts
{
    internal static readonly PaymentReceiptFacts Facts = new(
        StoreName: "贝台面馆",
        Amount: new Money(123450),
        Method: new ReceiptLabel("微信支付", "WeChat Pay"),
        PaidAt: new DateTimeOffset(2026, 11, 24, 14, 2, 31, TimeSpan.FromHours(8)),
        ReceiptNumber: "261124-0042",
        StorePhone: "010-1234 5678",
        StoreAddress: "北京市海淀区中关村大街 27 号一层",
        GatewayTransaction: "4200002345202611241234567890",
        Note: "外带，少辣",
        Cashier: "01 小王",
        Terminal: "前台",
        Language: ReceiptLanguage.ChineseEnglish);

    [Theory]
    [InlineData(PaperWidth.Mm58)]
    [InlineData(PaperWidth.Mm80)]
    public void A_payments_receipt_says_all_that_the_customer_may_ask_for(PaperWidth paper)
    {
        var job = Print(PaymentReceipt.Make(Facts), paper);

        foreach (var said in new[] { "贝台面馆", "010-1234 5678", "￥1,234.50", "微信支付 WeChat Pay", "****34567890", "2026-11-24 14:02:31", "外带，少辣", "01 小王", "前台", "261124-0042", "谢谢惠顾" })
            job.Text.ShouldContain(said);
        job.Text.ShouldNotContain("4200002345");
        job.Text.ShouldNotContain("收款关闭后");
        job.Barcodes.ShouldHaveSingleItem();
        (job.Cuts, job.DrawerPulses, job.Images.Count).ShouldBe((1, 0, 0));
    }

    [Fact]
    public void A_bare_payment_prints_no_empty_label()
    {
        var job = Print(PaymentReceipt.Make(new PaymentReceiptFacts("店", new Money(1), new ReceiptLabel("微信支付", "WeChat Pay"), Facts.PaidAt, "7", Note: " ")), PaperWidth.Mm58);

        job.Text.ShouldContain("￥0.01");
        foreach (var label in new[] { "备注", "电话", "收银员", "终端", "交易号", "WeChat" })
            job.Text.ShouldNotContain(label);
    }

    [Fact]
    public void Late_money_says_so() =>
        Print(PaymentReceipt.Make(Facts with { Late = true }), PaperWidth.Mm58).Text.ShouldContain("此款在收款关闭后到账");

    [Theory]
    [InlineData(false, "补打 · 第 2 次打印")]
    [InlineData(true, "可能重复 · 第 2 次打印")]
    public void A_copy_says_so_at_its_head_and_leaves_the_drawer_shut(bool maybeDuplicate, string said)
    {
        var original = new ReceiptDocument([new ReceiptDrawer(), .. PaymentReceipt.Make(Facts).Blocks]);
        Print(original, PaperWidth.Mm58).DrawerPulses.ShouldBe(1);

        var copy = Print(original.AsCopy(2, maybeDuplicate), PaperWidth.Mm58);

        copy.DrawerPulses.ShouldBe(0);
        copy.Lines[0].Text.ShouldContain(said);
        copy.Text.ShouldContain("￥1,234.50");
    }

    [Fact]
    public void A_document_prints_the_same_after_a_week_as_json()
    {
        var original = TestReceipt.Make("后厨", PaperWidth.Mm80, Facts.PaidAt).AsCopy(2, true);

        var kept = JsonSerializer.Deserialize<ReceiptDocument>(JsonSerializer.Serialize(original))!;

        Bytes(kept, PaperWidth.Mm80).ShouldBe(Bytes(original, PaperWidth.Mm80));
    }

    [Theory]
    [InlineData(PaperWidth.Mm58)]
    [InlineData(PaperWidth.Mm80)]
    public void The_test_print_measures_the_paper_and_shows_what_the_device_can(PaperWidth paper)
    {
        var job = Print(TestReceipt.Make("前台", paper, Facts.PaidAt), paper);

        job.Lines.Count(line => line.Columns == (paper == PaperWidth.Mm58 ? 32 : 48)).ShouldBeGreaterThanOrEqualTo(4);
        job.Text.ShouldContain("堃珺喆镕犇");
        (job.Qrs.Count, job.Barcodes.Count, job.Cuts).ShouldBe((1, 1, 1));
    }

    [Fact]
    public async Task The_preview_is_the_same_from_many_threads()
    {
        await using var provider = new ServiceCollection().AddReceiptPrinting().BuildServiceProvider();
        var preview = provider.GetRequiredService<IReceiptPreview>();
        var document = TestReceipt.Make("前台", PaperWidth.Mm58, Facts.PaidAt);

        var images = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => preview.RenderPng(document, PaperWidth.Mm58))));

        images.ShouldAllBe(image => image.SequenceEqual(images[0]));
        Png.Size(images[0]).Width.ShouldBe(384);
    }

    /// <summary>Leaves the images beside the test program, for a person to look at.</summary>
    [Theory]
    [InlineData(PaperWidth.Mm58)]
    [InlineData(PaperWidth.Mm80)]
    public void Previews_can_be_looked_at(PaperWidth paper)
    {
        var preview = new ReceiptPreview(ReceiptFace.Load(null, 0));
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "previews")).FullName;
        var receipt = PaymentReceipt.Make(Facts);
        foreach (var (name, document) in new[]
        {
            ("receipt", receipt),
            ("receipt-zh", PaymentReceipt.Make(Facts with { Language = ReceiptLanguage.Chinese, Late = true })),
            ("copy", receipt.AsCopy(2, maybeDuplicate: true)),
            ("test", TestReceipt.Make("前台", paper, Facts.PaidAt)),
        })
        {
            var png = preview.RenderPng(document, paper);
            var (width, height) = Png.Size(png);
            width.ShouldBe(paper == PaperWidth.Mm58 ? 384 : 576);
            height.ShouldBeGreaterThan(document.Blocks.Count * 15);
            File.WriteAllBytes(Path.Combine(folder, $"{name}-{(int)paper}.png"), png);
        }
    }

    [Fact]
    public void A_configured_font_that_is_missing_is_named()
    {
        using var provider = new ServiceCollection()
            .AddReceiptPrinting(new ReceiptPrintingOptions { FontFile = "/no/such/font.ttc" }).BuildServiceProvider();

        Should.Throw<FileNotFoundException>(provider.GetRequiredService<IReceiptPreview>).FileName.ShouldBe("/no/such/font.ttc");
    }

    private static byte[] Bytes(ReceiptDocument document, PaperWidth paper) => new EscPosEncoder(ReceiptFace.None).Encode(document, paper).Bytes;

    private static JobReader Print(ReceiptDocument document, PaperWidth paper) => JobReader.Read(Bytes(document, paper));
}
