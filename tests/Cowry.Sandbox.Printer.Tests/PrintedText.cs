using System.Security.Cryptography;
using System.Text.Json.Nodes;
using static Cowry.Sandbox.Printer.Tests.PrinterClient;

namespace Cowry.Sandbox.Printer.Tests;

public sealed class PrintedText
{
    [Fact]
    public async Task The_golden_job_comes_out_as_written()
    {
        Convert.ToHexStringLower(SHA256.HashData(GoldenJob.Bytes)).ShouldBe(GoldenJob.Sha256);
        await using var sandbox = await RunningSandbox.Start();
        using var till = await sandbox.Connect();
        await till.Send(GoldenJob.Bytes);
        var paper = (await sandbox.Papers(1))[0]!;

        paper["text"]!.GetValue<string>().ShouldBe("测试\n普通 Normal 12.50\n[QR:https://a.cn/x]\n");
        paper["cut"]!.GetValue<string>().ShouldBe("partial");
        paper["drawer"]!.GetValue<bool>().ShouldBeFalse();
        // 2x2 line, line, QR of 126 dots, three lines: it is cut where a real blade would go through the code.
        paper["length"]!.GetValue<int>().ShouldBe(48 + 30 + 126 + (3 * 30));
        Warnings(paper).ShouldBe(["cut_too_near"]);
    }

    [Fact]
    public async Task Each_byte_in_a_segment_of_its_own_reads_the_same()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var till = await sandbox.Connect();
        foreach (var b in GoldenJob.Bytes)
            await till.Send(b);
        (await sandbox.Papers(1))[0]!["text"]!.GetValue<string>().ShouldBe("测试\n普通 Normal 12.50\n[QR:https://a.cn/x]\n");
    }

    [Fact]
    public async Task A_lead_byte_waits_for_its_trail_in_the_next_segment()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var till = await sandbox.Connect();
        await till.Send("1B40 1C26 1D7201 B2");
        // The status shows that the first segment has been read; the half character is still held.
        (await till.Receive(1)).ShouldBe("00");
        await till.Send("E2 0A 1D564200");
        (await sandbox.Papers(1))[0]!["text"]!.GetValue<string>().ShouldBe("测\n");
    }

    [Fact]
    public async Task Without_Chinese_mode_the_same_bytes_are_something_else()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var till = await sandbox.Connect();
        await till.Send("1B40 B2E2 0A 1D564200");
        // Code page 437.
        (await sandbox.Papers(1))[0]!["text"]!.GetValue<string>().ShouldBe("▓Γ\n");
    }

    [Fact]
    public async Task Columns_are_read_with_blanks_and_what_is_too_wide_is_broken_and_counted()
    {
        await using var sandbox = await RunningSandbox.Start();
        await sandbox.Put("/printer", new { paper = 58 });
        using var till = await sandbox.Connect();
        await till.Send([.. Hex("1B40 1C26"), .. Gbk("牛肉面"), .. Hex("1B24 0C01"), .. "28.00\n"u8, .. Gbk(new string('面', 17)), .. Hex("0A 1D564200")]);
        var paper = (await sandbox.Papers(1))[0]!;

        // 268 dots are column 22 and a bit: 16 blanks after six columns of Hanzi.
        paper["text"]!.GetValue<string>().ShouldBe($"牛肉面{new string(' ', 16)}28.00\n{new string('面', 16)}\n面\n");
        paper["wrapped_lines"]!.GetValue<int>().ShouldBe(1);
        paper["width"]!.GetValue<int>().ShouldBe(58);
    }

    [Fact]
    public async Task Looks_cost_space_as_they_do_on_paper()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var till = await sandbox.Connect();
        // Double height by ESC ! for Latin, by FS ! for Hanzi; bold, underline, reverse, font B; spacing 60; 24 dots fed.
        await till.Send(
            "1B40 1C26 1B2110 41 0A 1B2100 1C2108 B2E2 0A 1C2100 1B4501 1B2D02 1D4201 42 0A 1B4500 1B2D00 1D4200 1B4D01 43 0A 1B4D00 1B333C 44 0A 1B32 1B4A18 1D564200");
        var paper = (await sandbox.Papers(1))[0]!;
        paper["text"]!.GetValue<string>().ShouldBe("A\n测\nB\nC\nD\n");
        paper["length"]!.GetValue<int>().ShouldBe(48 + 48 + 30 + 30 + 60 + 24 + 96);
        Warnings(paper).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_no_printer_knows_is_warned_of_and_its_text_goes_on()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var till = await sandbox.Connect();
        await till.Send("1B40 1B99 41 0A 1C26 FF B2 20 0A 42 1D5601 0A 1D564200");
        var paper = (await sandbox.Papers(1))[0]!;
        Warnings(paper).ShouldBe(["unknown_command", "not_a_character", "ignored_inside_line"]);
        paper["text"]!.GetValue<string>().ShouldContain("B\n");
    }

    [Fact]
    public async Task Drawer_buzzer_and_full_cut_are_on_record()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var till = await sandbox.Connect();
        await till.Send("1B40 1B70003C78 1B420302 41 0A 1B6404 1D5600");
        var paper = (await sandbox.Papers(1))[0]!;
        paper["cut"]!.GetValue<string>().ShouldBe("full");
        paper["drawer"]!.GetValue<bool>().ShouldBeTrue();
        paper["beeps"]!.GetValue<int>().ShouldBe(3);
        (await sandbox.Get("/printer"))["drawer_open"]!.GetValue<bool>().ShouldBeTrue();
        (await till.Ask("10 04 01")).ShouldBe("16");
        await sandbox.Put("/printer", new { drawer_open = false });
        (await till.Ask("10 04 01")).ShouldBe("12");
    }

    internal static IEnumerable<string> Warnings(JsonNode paper) => paper["warnings"]!.AsArray().Select(warning => warning!["code"]!.GetValue<string>());
}
