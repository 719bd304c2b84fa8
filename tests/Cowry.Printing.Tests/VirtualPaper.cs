using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cowry.Domain.Printing;
using Cowry.Printing.Drawing;
using Cowry.Printing.EscPos;
using Cowry.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Cowry.Printing.Tests;

/// <summary>
/// Prints on the sandbox's virtual printer, which reads ESC/POS by code of its own: what the two agree on is in neither's imagination alone.
/// </summary>
public sealed class VirtualPaper : IAsyncLifetime
{
    private readonly string data = Directory.CreateTempSubdirectory("cowry-printing-").FullName;
    private readonly ServiceProvider provider = new ServiceCollection().AddReceiptPrinting().BuildServiceProvider();
    private WebApplication sandbox = null!;
    private HttpClient http = null!;
    private PrinterTarget target = null!;

    public async ValueTask InitializeAsync()
    {
        sandbox = await SandboxHost.Build(["--port", "0", "--data", data, "--printer-port", "0"]);
        await sandbox.StartAsync();
        http = new HttpClient { BaseAddress = new Uri(sandbox.Urls.First()) };
        var printer = JsonNode.Parse(await http.GetStringAsync("/printer"))!;
        target = new PrinterTarget("127.0.0.1", printer["port"]!.GetValue<int>(), PaperWidth.Mm80);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await sandbox.StopAsync();
        await sandbox.DisposeAsync();
        await provider.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task The_paper_carries_the_receipt_as_it_was_meant()
    {
        var document = new ReceiptDocument([new ReceiptDrawer(), .. PaymentReceipt.Make(Receipts.Facts).Blocks]);

        (await PrintAsync(document)).ShouldBe(new PrintOutcome(PrintResult.Confirmed));

        var paper = (await PapersAsync()).ShouldHaveSingleItem()!;
        var meant = JobReader.Read(new EscPosEncoder(ReceiptFace.None).Encode(document, target.Paper).Bytes);
        PrintedText(paper).ShouldBe(meant.Lines.Select(line => line.Text.Trim()));
        paper["text"]!.GetValue<string>().ShouldContain($"[BARCODE:{Receipts.Facts.ReceiptNumber}]");
        paper["warnings"]!.AsArray().ShouldBeEmpty();
        paper["drawer"]!.GetValue<bool>().ShouldBeTrue();
        paper["cut"]!.GetValue<string>().ShouldBe("partial");
    }

    [Fact]
    public async Task The_test_print_is_understood_to_the_last_byte()
    {
        (await PrintAsync(TestReceipt.Make("前台", target.Paper, Receipts.Facts.PaidAt))).Result.ShouldBe(PrintResult.Confirmed);

        var paper = (await PapersAsync()).ShouldHaveSingleItem()!;
        paper["warnings"]!.AsArray().ShouldBeEmpty();
        foreach (var said in new[] { "[QR:https://example.com/cowry/test-print]", "[BARCODE:COWRY-2026]", "[IMAGE]", "反白 Reversed" })
            paper["text"]!.GetValue<string>().ShouldContain(said);
        var png = await http.GetByteArrayAsync(paper["png"]!.GetValue<string>());
        Png.Size(png).Width.ShouldBeGreaterThanOrEqualTo(576);
        await File.WriteAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "virtual-paper.png"), png);
    }

    [Fact]
    public async Task A_retry_says_that_it_may_be_a_duplicate()
    {
        (await PrintAsync(PaymentReceipt.Make(Receipts.Facts).AsCopy(2, maybeDuplicate: true))).Result.ShouldBe(PrintResult.Confirmed);

        var paper = (await PapersAsync()).ShouldHaveSingleItem()!;
        PrintedText(paper)[0].ShouldBe("可能重复 · 第 2 次打印");
        paper["drawer"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Theory]
    [InlineData("paper_out", "printer_paper_out")]
    [InlineData("offline", "printer_offline")]
    public async Task A_printer_in_trouble_prints_nothing_and_says_why(string fault, string code)
    {
        await BreakAsync(new JsonObject { [fault] = true });

        var outcome = await PrintAsync(PaymentReceipt.Make(Receipts.Facts));

        (outcome.Result, outcome.Code).ShouldBe((PrintResult.NotSent, code));
        (await PapersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_printer_that_dies_within_the_job_leaves_it_unknown()
    {
        await BreakAsync(new JsonObject { ["dies_after_bytes"] = 200 });

        var outcome = await PrintAsync(PaymentReceipt.Make(Receipts.Facts));

        (outcome.Result, outcome.Code).ShouldBe((PrintResult.Unknown, "printer_connection_lost"));
    }

    private async Task BreakAsync(JsonObject printer)
    {
        using var answer = await http.PutAsJsonAsync("/faults", new JsonObject { ["printer"] = printer });
        answer.EnsureSuccessStatusCode();
    }

    private Task<PrintOutcome> PrintAsync(ReceiptDocument document) => provider.GetRequiredService<IReceiptPrinter>()
        .PrintAsync(target, new PrintAttempt(document, "AB12"), CancellationToken.None);

    private async Task<JsonArray> PapersAsync() => JsonNode.Parse(await http.GetStringAsync("/printer/papers"))!.AsArray();

    /// <summary>The paper's lines that are text; codes stand there as <c>[QR:…]</c> and <c>[BARCODE:…]</c>, blank feeds as empty lines.</summary>
    private static List<string> PrintedText(JsonNode paper) => [.. paper["text"]!.GetValue<string>().Split('\n')
        .Select(line => line.Trim())
        .Where(line => line.Length > 0 && !line.StartsWith("[BARCODE", StringComparison.Ordinal) && !line.StartsWith("[QR", StringComparison.Ordinal))];
}
