using System.Security.Cryptography;
using Cowry.Domain.Printing;
using Cowry.Printing.Drawing;
using Cowry.Printing.EscPos;
using Shouldly;
using Xunit;

namespace Cowry.Printing.Tests;

public sealed class GoldenBytes
{
    [Fact]
    public void The_golden_job_is_byte_for_byte_the_one_composed_by_hand()
    {
        var job = new EscPosWriter()
            .Initialize().Align(1)
            .Size(2, 2).Text("测试").LineFeed()
            .Size(1, 1).Align(0).Text("普通 Normal 12.50").LineFeed()
            .Align(1).Qr("https://a.cn/x"u8, module: 6)
            .Align(0).Feed(3).CutHere()
            .ToArray();

        job.Length.ShouldBe(106);
        Convert.ToHexStringLower(SHA256.HashData(job)).ShouldBe("6b65ffb40d484c81ec668444bdfe70affb014485e5abe9992107c731c07edde0");
    }

    [Fact]
    public void A_document_becomes_the_expected_bytes()
    {
        var document = new ReceiptDocument(
        [
            new ReceiptDrawer(),
            new ReceiptText("测试", ReceiptAlign.Center, ReceiptSize.Double, Bold: true),
            new ReceiptText("白", Reversed: true),
            ReceiptColumns.Pair("a", "¥1.00"),
            new ReceiptCut(),
        ]);

        var job = new EscPosEncoder(ReceiptFace.None).Encode(document, PaperWidth.Mm58, automaticStatus: true).Bytes;

        Convert.ToHexString(job).ShouldBe(string.Concat(
            "1B40", "1C26", "1D610F", "1B70003C78",
            "1B6101", "1D2111", "1B4501", "B2E2CAD4", "0A",
            "1B6100", "1D2100", "1B4500", "1D4201", "B0D7", "0A",
            "1D4200", "61", string.Concat(Enumerable.Repeat("20", 32 - 7)), "A3A4312E3030", "0A",
            "1D564200"));
    }

    [Theory]
    [InlineData(255, new[] { 255 })]
    [InlineData(256, new[] { 255, 1 })]
    [InlineData(600, new[] { 255, 255, 90 })]
    public void A_high_image_goes_in_slices_that_one_byte_can_count(int height, int[] slices)
    {
        var image = new MonochromeBitmap(384, height);
        image[383, height - 1] = true;

        var job = JobReader.Read([0x1B, 0x40, 0x1C, 0x26, .. new EscPosWriter().Raster(image).ToArray()]);

        job.Images.Select(i => i.Rows).ShouldBe(slices);
        job.Images.ShouldAllBe(i => i.BytesPerRow == 48);
        job.Images[^1].Bits[^1].ShouldBe((byte)1);
    }
}
