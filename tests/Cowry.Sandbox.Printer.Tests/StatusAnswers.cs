using System.Text;

namespace Cowry.Sandbox.Printer.Tests;

public sealed class StatusAnswers
{
    [Fact]
    public async Task A_healthy_printer_answers_each_request_with_its_fixed_bits()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var till = await sandbox.Connect();
        foreach (var request in new[] { "10 04 01", "10 04 02", "10 04 03", "10 04 04" })
            (await till.Ask(request)).ShouldBe("12");
        (await till.Ask("1D 72 01")).ShouldBe("00");
        (await till.Ask("1D 72 02")).ShouldBe("00");
    }

    [Fact]
    public async Task Paper_out_and_cover_open_are_told_by_bits_and_by_automatic_status()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var till = await sandbox.Connect();
        (await till.Ask("1B 40 1D 61 0F", 4)).ShouldBe("10000000");

        await sandbox.Break(new { paper_out = true });
        (await till.Receive(4)).ShouldBe("18000F00");
        (await till.Ask("10 04 01")).ShouldBe("1A");
        (await till.Ask("10 04 02")).ShouldBe("32");
        (await till.Ask("10 04 03")).ShouldBe("12");
        (await till.Ask("10 04 04")).ShouldBe("7E");

        await sandbox.Break(new { cover_open = true });
        (await till.Receive(4)).ShouldBe("38000000");
        (await till.Ask("10 04 02")).ShouldBe("16");

        await sandbox.Repair();
        (await till.Receive(4)).ShouldBe("10000000");
    }

    [Fact]
    public async Task Initialize_stops_automatic_status()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var till = await sandbox.Connect();
        (await till.Ask("1D 61 0F", 4)).ShouldBe("10000000");
        await till.Send("1B 40");
        await till.Printed();
        await sandbox.Break(new { paper_out = true });
        // Only what was asked for comes.
        (await till.Ask("10 04 04")).ShouldBe("7E");
    }

    [Fact]
    public async Task The_process_id_comes_back_after_the_paper_before_it_is_there()
    {
        await using var sandbox = await RunningSandbox.Start();
        await sandbox.Put("/printer", new { model = new { bytes_per_second = 400 } });
        using var till = await sandbox.Connect();
        await till.Send([.. "A line that takes its time\n"u8, .. PrinterClient.Hex("1D564200 1D28480600 3030 4A6F6231")]);
        (await till.Receive(7)).ShouldBe("37224A6F623100");
        (await sandbox.Papers()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Someone_who_closes_only_his_half_still_gets_the_process_id()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var till = await sandbox.Connect();
        await till.Send("41 0A 1D564200 1D28480600 3030 4A6F6231");
        till.FinishSending();
        (await till.Receive(7)).ShouldBe("37224A6F623100");
    }

    [Fact]
    public async Task A_real_time_request_overtakes_what_is_waiting()
    {
        await using var sandbox = await RunningSandbox.Start();
        await sandbox.Break(new { paper_out = true });
        using var till = await sandbox.Connect();
        await till.Send([.. PrinterClient.Hex("1B40"), .. Encoding.ASCII.GetBytes(new string('x', 20_000)), 0x0A, 0x1D, 0x72, 0x01]);
        // The queued request before it stays unanswered: with paper out the printer never gets there.
        (await till.Ask("10 04 04")).ShouldBe("7E");
        (await sandbox.Get("/printer"))["waiting_bytes"]!.GetValue<long>().ShouldBeGreaterThan(20_000);
        await till.Send("10 05 02");
        await sandbox.State(state => state["waiting_bytes"]!.GetValue<long>() == 0);
        await sandbox.Repair();
        (await till.Ask("1D 72 01")).ShouldBe("00");
        (await sandbox.Papers()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Status_bytes_inside_a_picture_are_dots_except_on_a_serial_model()
    {
        // A picture of 8 x 3 dots whose bytes are 10 04 01.
        const string Picture = "1D 76 30 00 01 00 03 00 10 04 01";
        await using var sandbox = await RunningSandbox.Start();
        using (var till = await sandbox.Connect())
        {
            await till.Send(Picture);
            await till.Printed();
        }

        await sandbox.Put("/printer", new { model = new { real_time_inside_data = true } });
        using var serial = await sandbox.Connect();
        (await serial.Ask(Picture)).ShouldBe("12");
        await serial.Printed();
        // A request of its own is answered once, not twice.
        (await serial.Ask("10 04 02")).ShouldBe("12");
        await serial.Printed();
    }

    [Fact]
    public async Task A_silent_printer_prints_and_says_nothing()
    {
        await using var sandbox = await RunningSandbox.Start();
        await sandbox.Put("/printer", new { model = new { silent = true } });
        using var till = await sandbox.Connect();
        await till.Send("10 04 01 1D 72 01 41 0A 1D564200");
        till.FinishSending();
        await sandbox.Papers(1);
        (await till.Receive(1)).ShouldBeEmpty();
    }
}
