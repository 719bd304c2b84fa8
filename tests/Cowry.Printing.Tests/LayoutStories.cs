using Cowry.Domain.Printing;
using Cowry.Printing.Drawing;
using Cowry.Printing.EscPos;
using Cowry.Printing.Layout;
using Shouldly;
using Xunit;

namespace Cowry.Printing.Tests;

public sealed class LayoutStories
{
    private static readonly ReceiptFace Face = ReceiptFace.Load(null, 0);

    [Fact]
    public void A_long_dish_wraps_under_itself_and_its_price_stays_on_the_first_line() =>
        Lines(PaperWidth.Mm58, new ReceiptColumns(
        [
            new ReceiptCell("红烧牛肉面大碗加蛋"),
            new ReceiptCell("x2", 6, ReceiptAlign.Right),
            new ReceiptCell("￥56.00", 10, ReceiptAlign.Right),
        ])).ShouldBe(
        [
            Row(("红烧牛肉面大碗", 16), ("x2", -5), (" ", 1), ("￥56.00", -10)),
            "加蛋",
        ]);

    [Fact]
    public void A_comma_does_not_start_a_line_and_a_bracket_does_not_end_one() =>
        Lines(PaperWidth.Mm58, new ReceiptText("一二三四五六七八九十一二三四五六，七八九十一二三四五六七八九十一（二三）"))
            .ShouldBe(["一二三四五六七八九十一二三四五", "六，七八九十一二三四五六七八九十", "一（二三）"]);

    [Fact]
    public void Latin_words_and_amounts_move_to_the_next_line_whole() =>
        Lines(PaperWidth.Mm58, new ReceiptText("Thank you for coming to the noodle shop 共收您现金人民币￥1,234.50元"))
            .ShouldBe(["Thank you for coming to the", "noodle shop 共收您现金人民币", "￥1,234.50元"]);

    [Fact]
    public void A_word_that_ends_at_the_papers_edge_stays_and_its_blank_hangs() =>
        Lines(PaperWidth.Mm58, new ReceiptText("sixteen letters, then just these more"))
            .ShouldBe(["sixteen letters, then just these", "more"]);

    [Fact]
    public void A_word_longer_than_the_paper_is_cut() =>
        Lines(PaperWidth.Mm58, new ReceiptText(new string('w', 70))).ShouldBe([new string('w', 32), new string('w', 32), "wwwwww"]);

    [Fact]
    public void A_value_too_long_to_stand_beside_its_label_stands_below_it() =>
        Lines(PaperWidth.Mm58, ReceiptColumns.Pair("交易号 Transaction", "4200001234202611241234567890"))
            .ShouldBe(["交易号 Transaction", "4200001234202611241234567890"]);

    [Theory]
    [InlineData("¥12.50", "￥12.50")]
    [InlineData("✓ 10 m² €5 • done", "√ 10 m2 EUR5 · done")]
    [InlineData("a\u001B@b\u0000c\u007Fd\u202Ee\u200Bf", "a@bcdef")]
    [InlineData("é", "é")]
    [InlineData("e\u0301", "é")]
    [InlineData("a\tb\u3000c\u00A0d", "a b\u3000c d")]
    [InlineData("😀少辣", "[表情]少辣")]
    [InlineData("👨‍👩‍👧‍👦🇨🇳🌶️", "[表情][表情][表情]")]
    [InlineData("ÄÖß", "AO〓")]
    [InlineData("𝟓折", "5折")]
    [InlineData("\uD83D裸\uDE00", "裸")]
    [InlineData("？?", "？?")]
    public void Without_a_font_every_text_finds_characters_that_the_printer_has(string text, string printed) =>
        Lines(PaperWidth.Mm80, new ReceiptText(text)).ShouldBe([printed]);

    [Fact]
    public void A_line_beyond_the_code_page_goes_as_an_image_and_its_neighbours_as_text()
    {
        Face.IsLoaded.ShouldBeTrue("fonts-noto-cjk or fonts-wqy-zenhei is needed here");
        var job = Encode(Face, PaperWidth.Mm58, new ReceiptText("堃珺喆"), new ReceiptText("Größe äöü"), new ReceiptText("完"));

        job.Lines.Select(line => line.Text).ShouldBe(["堃珺喆", "完"]);
        var image = job.Images.ShouldHaveSingleItem();
        (image.BytesPerRow, image.Rows).ShouldBe((48, 30));
        // Nine characters in ten columns of twelve dots (ü is in the page, so two columns): ink in those 15 bytes of each row, none after them.
        image.Bits.Where((_, i) => i % 48 is 13 or 14).ShouldContain(b => b != 0);
        image.Bits.Where((_, i) => i % 48 >= 15).ShouldAllBe(b => b == 0);
    }

    [Theory]
    [InlineData(12, 6)]
    [InlineData(300, 5)]
    [InlineData(1500, 2)]
    public void A_long_qr_gets_smaller_modules_on_narrow_paper(int length, int atMost)
    {
        var content = new string('x', length);
        var qr = Encode(ReceiptFace.None, PaperWidth.Mm58, new ReceiptQr(content)).Qrs.ShouldHaveSingleItem();

        qr.Content.ShouldBe(content);
        qr.Module.ShouldBeLessThanOrEqualTo(atMost);
        (QrSymbol.Make(content)!.Modules * qr.Module).ShouldBeLessThanOrEqualTo(384);
    }

    [Fact]
    public void A_qr_beyond_all_qr_codes_is_printed_as_its_text()
    {
        var job = Encode(ReceiptFace.None, PaperWidth.Mm80, new ReceiptQr(new string('x', 3000)));

        job.Qrs.ShouldBeEmpty();
        job.Text.Replace("\n", "", StringComparison.Ordinal).ShouldBe(new string('x', 3000));
    }

    [Fact]
    public void A_barcode_too_wide_for_the_paper_is_printed_as_its_text()
    {
        var wide = new ReceiptBarcode("RECEIPT-ABCDEFGHIJKL");

        Encode(ReceiptFace.None, PaperWidth.Mm80, wide).Barcodes.ShouldHaveSingleItem();
        var narrow = Encode(ReceiptFace.None, PaperWidth.Mm58, wide);
        narrow.Barcodes.ShouldBeEmpty();
        narrow.Text.ShouldBe("RECEIPT-ABCDEFGHIJKL");
        Encode(ReceiptFace.None, PaperWidth.Mm58, wide with { ShowText = false }).Lines.ShouldBeEmpty();
    }

    private static string Row(params (string Text, int Width)[] cells) => string.Concat(cells.Select(cell =>
    {
        var blanks = new string(' ', Math.Abs(cell.Width) - cell.Text.Sum(CodePage936.ColumnsOf));
        return cell.Width < 0 ? blanks + cell.Text : cell.Text + blanks;
    }));

    private static IEnumerable<string> Lines(PaperWidth paper, params ReceiptBlock[] blocks) =>
        Encode(ReceiptFace.None, paper, blocks).Lines.Select(line => line.Text);

    private static JobReader Encode(ReceiptFace face, PaperWidth paper, params ReceiptBlock[] blocks) =>
        JobReader.Read(new EscPosEncoder(face).Encode(new ReceiptDocument(blocks), paper).Bytes);
}
