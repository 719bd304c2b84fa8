using System.Net.Sockets;
using System.Text;
using static Cowry.Sandbox.Printer.Tests.PrinterClient;

namespace Cowry.Sandbox.Printer.Tests;

public sealed class Troubles
{
    [Fact]
    public async Task Without_paper_the_job_waits_and_comes_out_when_there_is_some_though_the_till_has_gone()
    {
        await using var sandbox = await RunningSandbox.Start();
        await sandbox.Break(new { paper_out = true });
        using (var till = await sandbox.Connect())
        {
            await till.Send(GoldenJob.Bytes);
            (await till.Ask("10 04 02")).ShouldBe("32");
        }

        (await sandbox.Get("/printer"))["state"]!.GetValue<string>().ShouldBe("paper_out");
        (await sandbox.Papers()).ShouldBeEmpty();
        await sandbox.Repair();
        (await sandbox.Papers(1))[0]!["text"]!.GetValue<string>().ShouldStartWith("测试\n");
    }

    [Fact]
    public async Task A_printer_that_is_off_refuses_connections_and_loses_what_was_waiting()
    {
        await using var sandbox = await RunningSandbox.Start();
        await sandbox.Break(new { paper_out = true });
        using var till = await sandbox.Connect();
        await till.Send(GoldenJob.Bytes);
        (await till.Ask("10 04 01")).ShouldBe("1A");

        await sandbox.Break(new { offline = true });
        await till.Broken();
        (await Should.ThrowAsync<SocketException>(sandbox.Connect)).SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
        await sandbox.State(state => state["waiting_bytes"]!.GetValue<long>() == 0);

        await sandbox.Repair();
        using var later = await Reconnect(sandbox);
        await later.Printed();
        (await sandbox.Papers()).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_dies_after_so_many_bytes_and_leaves_half_a_ticket()
    {
        await using var sandbox = await RunningSandbox.Start();
        await sandbox.Break(new { dies_after_bytes = 40 });
        using (var till = await sandbox.Connect())
        {
            await till.Send(GoldenJob.Bytes);
            await till.Broken();
        }

        var half = (await sandbox.Papers(1))[0]!;
        half["text"]!.GetValue<string>().ShouldBe("测试\n普通 Normal 12.50\n");
        half["cut"].ShouldBeNull();

        // The next one starts afresh.
        await sandbox.Repair();
        using var next = await sandbox.Connect();
        await next.Send(GoldenJob.Bytes);
        (await sandbox.Papers(2))[0]!["text"]!.GetValue<string>().ShouldBe("测试\n普通 Normal 12.50\n[QR:https://a.cn/x]\n");
    }

    [Fact]
    public async Task A_till_that_leaves_inside_a_picture_makes_the_next_job_pay_for_it()
    {
        await using var sandbox = await RunningSandbox.Start();
        using (var till = await sandbox.Connect())
            await till.Send("1D 76 30 00 01 00 08 00 FF FF FF");
        await sandbox.State(state => state["connections"]!.GetValue<int>() == 0);
        using var next = await sandbox.Connect();
        // Five bytes are still owed to the picture: ESC @ and three of the text are dots.
        await next.Send([.. Hex("1B40"), .. "abcdef\n"u8, .. Hex("1D564200")]);
        (await sandbox.Papers(1))[0]!["text"]!.GetValue<string>().ShouldBe("[IMAGE]\ndef\n");
    }

    [Fact]
    public async Task A_second_till_waits_until_the_first_has_finished()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var second = await TwoTills(sandbox);
        (await sandbox.Papers(2)).Select(paper => paper!["text"]!.GetValue<string>()).ShouldBe(["second\n", "first\n"]);
    }

    [Fact]
    public async Task A_second_till_is_turned_away_when_the_model_does_that()
    {
        await using var sandbox = await RunningSandbox.Start();
        await sandbox.Put("/printer", new { model = new { refuses_when_busy = true } });
        using var first = await sandbox.Connect();
        (await first.Ask("10 04 01")).ShouldBe("12");
        await TurnedAway(sandbox);
        (await first.Ask("10 04 01")).ShouldBe("12");
    }

    [Fact]
    public async Task Faults_and_papers_and_the_port_survive_a_restart()
    {
        await using var sandbox = await RunningSandbox.Start();
        await sandbox.Put("/printer", new { paper = 58 });
        using (var till = await sandbox.Connect())
            await till.Send(GoldenJob.Bytes);
        var before = (await sandbox.Papers(1))[0]!;
        var port = sandbox.PrinterPort;
        await sandbox.Break(new { paper_out = true });

        await sandbox.Restart();
        sandbox.PrinterPort.ShouldBe(port);
        var after = (await sandbox.Papers())[0]!;
        after["id"]!.GetValue<string>().ShouldBe(before["id"]!.GetValue<string>());
        after["text"]!.GetValue<string>().ShouldBe(before["text"]!.GetValue<string>());
        (await sandbox.Http.GetByteArrayAsync(new Uri(after["png"]!.GetValue<string>()).PathAndQuery)).Length.ShouldBeGreaterThan(500);
        var state = await sandbox.Get("/printer");
        state["paper"]!.GetValue<int>().ShouldBe(58);
        state["state"]!.GetValue<string>().ShouldBe("paper_out");
    }

    [Fact]
    public async Task A_sender_of_more_than_the_buffer_holds_is_held_by_TCP_until_there_is_paper()
    {
        await using var sandbox = await RunningSandbox.Start();
        await sandbox.Break(new { paper_out = true });
        using var till = await sandbox.Connect();
        // Much more than the printer and both sockets hold together.
        var job = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat($"{new string('.', 40)}\n", 1_000)));
        var sending = till.Send([.. Enumerable.Repeat(job, 400).SelectMany(part => part), .. Hex("1D564200")]);
        await sandbox.State(state => state["waiting_bytes"]!.GetValue<long>() >= 64 * 1024);
        sending.IsCompleted.ShouldBeFalse();
        await sandbox.Break(new { offline = true });
        await Should.ThrowAsync<SocketException>(() => sending);
    }

    /// <summary>The reset may come while the connect is still being told of its success.</summary>
    private static async Task TurnedAway(RunningSandbox sandbox)
    {
        try
        {
            using var second = await sandbox.Connect();
            await second.Broken();
        }
        catch (SocketException e)
        {
            e.SocketErrorCode.ShouldBe(SocketError.ConnectionReset);
        }
    }

    private static async Task<PrinterClient> TwoTills(RunningSandbox sandbox)
    {
        using var first = await sandbox.Connect();
        (await first.Ask("10 04 01")).ShouldBe("12");
        var second = await sandbox.Connect();
        await second.Send([.. "second\n"u8, .. Hex("1D564200")]);
        await first.Send([.. "first\n"u8, .. Hex("1D564200")]);
        await first.Printed();
        (await sandbox.Papers()).Count.ShouldBe(1);
        return second;
    }

    /// <summary>Switching on takes a moment, as with a real one; its own stream says when it is done.</summary>
    private static async Task<PrinterClient> Reconnect(RunningSandbox sandbox)
    {
        while (true)
        {
            try
            {
                return await sandbox.Connect();
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
            {
                await sandbox.State(state => state["state"]!.GetValue<string>() == "ready");
            }
        }
    }
}
