using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SkiaSharp;

namespace Cowry.Sandbox.Printer.Tests;

public sealed class Papers
{
    [Fact]
    public async Task The_picture_shows_what_was_burnt()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var till = await sandbox.Connect();
        // A picture of 16 x 2 dots, all black, four times as large; then one by GS ( L at the left; then three reversed blanks.
        await till.Send("1B40 1D76300302000200 FFFFFFFF 1D284C0C0030703001013108000200 AA55 1D284C02003032 1D4201 202020 0A 1D564200");
        var paper = (await sandbox.Papers(1))[0]!;
        PrintedText.Warnings(paper).ShouldBeEmpty();
        using var picture = SKBitmap.Decode(await sandbox.Http.GetByteArrayAsync(Path(paper)));

        // 80 mm are 640 dots with 32 at each side that cannot be printed; the first line lies 40 dots below the edge.
        picture.Width.ShouldBe(640);
        Black(picture, 0, 0, 32, 4).ShouldBe(128);
        Black(picture, 32, 0, 32, 4).ShouldBe(0);
        Black(picture, 0, 4, 8, 2).ShouldBe(8);
        IsBlack(picture, 0, 4).ShouldBeTrue();
        IsBlack(picture, 1, 4).ShouldBeFalse();
        IsBlack(picture, 1, 5).ShouldBeTrue();
        Black(picture, 0, 6, 36, 24).ShouldBe(36 * 24);
        Black(picture, 36, 6, 100, 24).ShouldBe(0);
    }

    [Fact]
    public async Task Alignment_margins_and_sizes_place_the_dots()
    {
        await using var sandbox = await RunningSandbox.Start();
        await sandbox.Put("/printer", new { paper = 58 });
        using var till = await sandbox.Connect();
        // A reversed blank at 2x2, right; a 10-dot left margin with an area of 100, centred.
        await till.Send("1B40 1D4201 1B6102 1D2111 20 0A 1D2100 1B6101 1D4C0A00 1D576400 20 0A 1D564200");
        var paper = (await sandbox.Papers(1))[0]!;
        using var picture = SKBitmap.Decode(await sandbox.Http.GetByteArrayAsync(Path(paper)));
        picture.Width.ShouldBe(464);
        Black(picture, 384 - 24, 0, 24, 48, left: 40).ShouldBe(24 * 48);
        Black(picture, 0, 0, 384 - 24, 48, left: 40).ShouldBe(0);
        Black(picture, 10 + 44, 48, 12, 24, left: 40).ShouldBe(12 * 24);
    }

    [Theory]
    [InlineData("1D6B 49 0C 7B42 434F575259313233 3435", "COWRY12345", 11 * 12 + 13)]
    [InlineData("1D6B 49 06 7B43 01020304", "01020304", 11 * 6 + 13)]
    [InlineData("1D6B 43 0C 363930313233343536373839", "6901234567892", 95)]
    [InlineData("1D6B 02 36393031323334353637383932 00", "6901234567892", 95)]
    [InlineData("1D6B 44 08 3936333835303734", "96385074", 67)]
    [InlineData("1D6B 45 03 413142", "A1B", 16 * 5)]
    [InlineData("1D6B 46 04 31323334", "1234", 4 + 36 + 5)]
    public async Task Barcodes_have_the_width_that_their_standard_gives(string command, string text, int modules)
    {
        await using var sandbox = await RunningSandbox.Start();
        using var till = await sandbox.Connect();
        await till.Send("1B40 1D6810 1D7702" + command + "1D564200");
        var paper = (await sandbox.Papers(1))[0]!;
        paper["text"]!.GetValue<string>().ShouldBe($"[BARCODE:{text}]\n");
        using var picture = SKBitmap.Decode(await sandbox.Http.GetByteArrayAsync(Path(paper)));
        var row = Enumerable.Range(0, 576).Where(x => IsBlack(picture, x, 8)).ToArray();
        row[0].ShouldBe(0);
        // Code 39 ends with a gap between characters that is no bar.
        var gap = command.StartsWith("1D6B 45", StringComparison.Ordinal) ? 1 : 0;
        row[^1].ShouldBe(((modules - gap) * 2) - 1);
    }

    [Theory]
    [InlineData("1D6B 43 0D 36393031323334353637383933", "barcode_refused")]
    [InlineData("1D6B 49 03 7B4480", "barcode_refused")]
    [InlineData("1D286B0300315130", "qr_empty")]
    public async Task What_cannot_be_drawn_prints_nothing_and_says_why(string command, string warning)
    {
        await using var sandbox = await RunningSandbox.Start();
        using var till = await sandbox.Connect();
        await till.Send("1B40" + command + "41 0A 1D564200");
        var paper = (await sandbox.Papers(1))[0]!;
        paper["text"]!.GetValue<string>().ShouldBe("A\n");
        PrintedText.Warnings(paper).ShouldBe([warning]);
    }

    [Fact]
    public async Task A_QR_code_that_is_too_wide_is_not_printed_and_one_module_less_is()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var till = await sandbox.Connect();
        // 80 bytes at level L are version 5: 37 modules, at 16 dots 592 of 576.
        await till.Send([.. PrinterClient.Hex("1B40 1D286B0300314310 1D286B5300315030"), .. new string('A', 80).Select(c => (byte)c)]);
        await till.Send("1D286B0300315130 41 0A 1D286B030031430F 1D286B0300315130 1D564200");
        var paper = (await sandbox.Papers(1))[0]!;
        PrintedText.Warnings(paper).ShouldBe(["qr_too_wide"]);
        paper["text"]!.GetValue<string>().ShouldBe($"A\n[QR:{new string('A', 80)}]\n");
        paper["length"]!.GetValue<int>().ShouldBe(30 + (37 * 15) + 96);
    }

    [Fact]
    public async Task They_are_listed_newest_first_and_can_be_asked_for_from_one_on_and_thrown_away()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var till = await sandbox.Connect();
        await till.Send("41 0A 1D564200 42 0A 1D564200 43 0A 1D564200");
        var papers = await sandbox.Papers(3);
        Texts(papers).ShouldBe(["C\n", "B\n", "A\n"]);
        var first = papers[2]!["id"]!.GetValue<string>();
        Texts((await sandbox.Get($"/printer/papers?after={first}")).AsArray()).ShouldBe(["C\n", "B\n"]);
        Texts((await sandbox.Get($"/printer/papers?since={first}&limit=1")).AsArray()).ShouldBe(["C\n"]);
        (await sandbox.Get($"/printer/papers/{first}"))["text"]!.GetValue<string>().ShouldBe("A\n");

        (await sandbox.Http.DeleteAsync("/printer/papers")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await sandbox.Papers()).ShouldBeEmpty();
        (await sandbox.Http.GetAsync($"/printer/papers/{first}.png")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await sandbox.Restart();
        (await sandbox.Papers()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"paper": 70}""")]
    [InlineData("""{"papre": 58}""")]
    [InlineData("""{"paper": "58"}""")]
    [InlineData("""{"model": {"silent": 1}}""")]
    [InlineData("""{"drawer_open": true}""")]
    [InlineData("null")]
    [InlineData("")]
    public async Task A_wrong_setting_is_refused_with_a_problem(string body)
    {
        await using var sandbox = await RunningSandbox.Start();
        using var content = new StringContent(body);
        using var answer = await sandbox.Http.PutAsync("/printer", content);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadFromJsonAsync<JsonNode>())!["code"]!.GetValue<string>().ShouldStartWith("invalid_");
        (await sandbox.Get("/printer"))["paper"]!.GetValue<int>().ShouldBe(80);
    }

    [Fact]
    public async Task A_follower_that_comes_back_gets_the_papers_it_missed_in_order()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var till = await sandbox.Connect();
        await till.Send("41 0A 1D564200 42 0A 1D564200 43 0A 1D564200");
        var seen = (await sandbox.Papers(3))[2]!["id"]!.GetValue<string>();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/printer/stream");
        request.Headers.Add("Last-Event-ID", seen);
        using var answer = await sandbox.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        (await NextPaper(lines)).ShouldBe("B\n");
        (await NextPaper(lines)).ShouldBe("C\n");
        await till.Send("44 0A 1D564200");
        (await NextPaper(lines)).ShouldBe("D\n");
    }

    private static async Task<string> NextPaper(StreamReader lines)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (await lines.ReadLineAsync(patience.Token) is { } line)
        {
            if (line == "event: paper")
                return JsonNode.Parse((await lines.ReadLineAsync(patience.Token))!["data: ".Length..])!["text"]!.GetValue<string>();
        }

        throw new EndOfStreamException();
    }

    private static IEnumerable<string> Texts(JsonArray papers) => papers.Select(paper => paper!["text"]!.GetValue<string>());

    private static string Path(JsonNode paper) => new Uri(paper["png"]!.GetValue<string>()).PathAndQuery;

    private static bool IsBlack(SKBitmap picture, int x, int y, int left = 32) => picture.GetPixel(left + x, 40 + y).Red < 128;

    private static int Black(SKBitmap picture, int x, int y, int width, int height, int left = 32) =>
        Enumerable.Range(x, width).Sum(column => Enumerable.Range(y, height).Count(row => IsBlack(picture, column, row, left)));
}
