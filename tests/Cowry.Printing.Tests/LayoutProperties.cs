using System.Text;
using Cowry.Domain.Printing;
using Cowry.Primitives;
using Cowry.Printing.Drawing;
using Cowry.Printing.EscPos;
using Cowry.Printing.Layout;
using CsCheck;
using Shouldly;
using Xunit;

namespace Cowry.Printing.Tests;

/// <summary>What holds for every text, checked on what the job's bytes say and not on what the layout claims.</summary>
public sealed class LayoutProperties
{
    private static readonly ReceiptFace Face = ReceiptFace.Load(null, 0);

    [Fact]
    public void No_line_of_any_document_is_wider_than_the_paper() =>
        Gen.Select(AnyText.Document, AnyText.Paper, Gen.Bool).Sample((document, paper, font) =>
        {
            var job = JobReader.Read(new EscPosEncoder(font ? Face : ReceiptFace.None).Encode(document, paper).Bytes);
            job.Lines.ShouldAllBe(line => line.Columns <= paper.Columns());
            job.Images.ShouldAllBe(image => image.BytesPerRow * 8 <= paper.Dots());
            job.Qrs.ShouldAllBe(qr => QrSymbol.Make(qr.Content)!.Modules * qr.Module <= paper.Dots());
        });

    [Fact]
    public void A_question_mark_is_printed_only_where_the_text_has_one() =>
        Gen.Select(AnyText.Text, AnyText.Paper, Gen.Bool).Sample((text, paper, font) =>
        {
            var document = new ReceiptDocument([new ReceiptText(text)]);
            var job = JobReader.Read(new EscPosEncoder(font ? Face : ReceiptFace.None).Encode(document, paper).Bytes);
            job.Text.Count(c => c == '?').ShouldBeLessThanOrEqualTo(text.CountTakenApart('?'));
        });

    [Fact]
    public void Text_of_the_code_page_arrives_whole_and_in_order() =>
        Gen.Select(PageText, AnyText.Paper, AnyText.Size).Sample((text, paper, size) =>
        {
            var job = JobReader.Read(new EscPosEncoder(ReceiptFace.None).Encode(new ReceiptDocument([new ReceiptText(text, Size: size)]), paper).Bytes);
            Solid(job.Text).ShouldBe(Solid(text));
        });

    [Fact]
    public void No_line_starts_with_a_closing_mark_that_could_have_stayed() =>
        Gen.Select(Prose, AnyText.Paper).Sample((text, paper) =>
        {
            var job = JobReader.Read(new EscPosEncoder(ReceiptFace.None).Encode(new ReceiptDocument([new ReceiptText(text)]), paper).Bytes);
            job.Lines.Skip(1).ShouldAllBe(line => !"，。、）！：；”》".Contains(line.Text[0]));
            job.Lines.SkipLast(1).ShouldAllBe(line => !"（“《￥".Contains(line.Text.Last()));
        });

    [Fact]
    public void An_amount_stays_whole_on_one_line_and_at_the_right_edge() =>
        Gen.Select(AnyText.Text, Gen.Long[-99_999_999_99, 99_999_999_99], AnyText.Paper, AnyText.Size).Sample((name, fen, paper, size) =>
        {
            var amount = ReceiptWordsAmount(fen);
            var job = JobReader.Read(new EscPosEncoder(ReceiptFace.None).Encode(
                new ReceiptDocument([ReceiptColumns.Pair(name.Replace("￥", "", StringComparison.Ordinal), amount, size)]), paper).Bytes);
            job.Lines.ShouldContain(line => line.Text.EndsWith(amount, StringComparison.Ordinal));
        });

    [Fact]
    public void Every_preview_is_exactly_as_wide_as_the_paper_and_never_fails() =>
        Gen.Select(AnyText.Document, AnyText.Paper).Sample(
            (document, paper) =>
            {
                var (width, _) = Png.Size(new ReceiptPreview(Face).RenderPng(document, paper));
                width.ShouldBe(paper == PaperWidth.Mm58 ? 384 : 576);
            },
            iter: 60);

    private static readonly Gen<string> PageText = Gen.OneOf(
        "牛肉面", "，", "。", "（大）", "cash", "12.50", "￥8.00", " ", "？", "?", "堃珺喆镕犇", "supercalifragilisticexpialidocious", "é×①", "“好”").Array[1, 20].Select(string.Concat);

    private static readonly Gen<string> Prose = Gen.OneOf(
        "牛肉面", "，不要香菜", "（大份）", "。谢谢", "加蛋", "￥8.00", "“少辣”", "《菜单》", "abc", "！").Array[1, 30]
        .Select(string.Concat)
        .Where(text => !text.Contains("！！", StringComparison.Ordinal));

    private static string Solid(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static string ReceiptWordsAmount(long fen) => PaymentReceipt.Make(new PaymentReceiptFacts(
            "店", new Money(fen), new ReceiptLabel("微信", ""), DateTimeOffset.UnixEpoch, "1"))
        .Blocks.OfType<ReceiptColumns>().First().Cells[1].Text;
}

internal static class TextCounts
{
    /// <summary>How many of a character a text has once it is taken apart as far as Unicode allows (⁇ is two question marks).</summary>
    internal static int CountTakenApart(this string text, char wanted) =>
        string.Concat(text.EnumerateRunes().Where(rune => !IsNoncharacter(rune.Value)).Select(rune => rune.ToString()))
            .Normalize(NormalizationForm.FormKD).Count(c => c == wanted);

    private static bool IsNoncharacter(int value) => (value & 0xFFFE) == 0xFFFE || value is >= 0xFDD0 and <= 0xFDEF;
}
