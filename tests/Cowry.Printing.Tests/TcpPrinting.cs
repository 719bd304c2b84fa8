using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Cowry.Domain.Printing;
using Cowry.Printing.Drawing;
using Cowry.Printing.EscPos;
using Cowry.Printing.Tcp;
using Shouldly;
using Xunit;

namespace Cowry.Printing.Tests;

/// <summary>The printer's outcome against devices on real sockets, each with one fault.</summary>
public sealed class TcpPrinting
{
    private static readonly PrinterTiming Quick = new()
    {
        Status = TimeSpan.FromMilliseconds(150),
        Confirm = TimeSpan.FromMilliseconds(400),
        ConfirmUnlikely = TimeSpan.FromMilliseconds(100),
    };

    private static readonly ReceiptDocument Receipt = new([new ReceiptText("测试"), new ReceiptCut()]);

    private readonly TcpReceiptPrinter printer = new(new EscPosEncoder(ReceiptFace.None), Quick, TimeProvider.System);

    [Fact]
    public async Task A_device_that_says_it_has_printed_confirms()
    {
        await using var device = new ScriptedPrinter(new DeviceScript { Automatic = [0x10, 0x00, 0x00, 0x00] });

        (await PrintAsync(device)).ShouldBe(new PrintOutcome(PrintResult.Confirmed));

        await Eventually(() => device.Jobs.Count == 1);
        Convert.ToHexString(device.Jobs[0]).ShouldBe("1B401C261D610F" + "B2E2CAD40A" + "1D564200");
    }

    [Theory]
    [InlineData(1, 0x1A, "printer_offline")]
    [InlineData(2, 0x16, "printer_cover_open")]
    [InlineData(2, 0x32, "printer_paper_out")]
    [InlineData(3, 0x1A, "printer_cutter_error")]
    [InlineData(3, 0x32, "printer_error")]
    [InlineData(4, 0x72, "printer_paper_out")]
    public async Task A_device_that_cannot_print_gets_not_one_byte_of_the_job(int question, byte answer, string code)
    {
        await using var device = new ScriptedPrinter(new DeviceScript { Status = n => n == question ? answer : (byte)0x12 });

        (await PrintAsync(device)).ShouldBe(new PrintOutcome(PrintResult.NotSent, code));

        await Eventually(() => device.Jobs.Count == 1);
        device.Jobs[0].ShouldBeEmpty();
    }

    [Fact]
    public async Task Paper_that_is_only_low_does_not_stop_the_job()
    {
        await using var device = new ScriptedPrinter(new DeviceScript { Status = n => n == 4 ? (byte)0x1E : (byte)0x12 });

        (await PrintAsync(device)).Result.ShouldBe(PrintResult.Confirmed);
        (await printer.ProbeAsync(device.Target, CancellationToken.None)).ShouldBe(
            new PrinterReport(true, true, true, false, PaperLow: true, false, false, null));
    }

    [Fact]
    public async Task A_device_that_answers_nothing_is_sent_at_best()
    {
        await using var device = new ScriptedPrinter(new DeviceScript { Status = _ => null, Process = _ => null });

        (await PrintAsync(device)).Result.ShouldBe(PrintResult.Sent);
        (await printer.ProbeAsync(device.Target, CancellationToken.None)).ShouldBe(
            new PrinterReport(true, AnswersStatus: false, true, false, false, false, false, null));
        await Eventually(() => device.Jobs.Count == 2);
        device.Jobs[0].ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_healthy_device_without_process_ids_is_sent_and_waited_for_less_the_next_time()
    {
        await using var device = new ScriptedPrinter(new DeviceScript { Process = _ => null });

        var first = Stopwatch.StartNew();
        (await PrintAsync(device)).ShouldBe(new PrintOutcome(PrintResult.Sent));
        first.Elapsed.ShouldBeGreaterThan(Quick.Confirm);
        var second = Stopwatch.StartNew();
        (await PrintAsync(device)).ShouldBe(new PrintOutcome(PrintResult.Sent));
        second.Elapsed.ShouldBeLessThan(first.Elapsed);
    }

    [Fact]
    public async Task Another_jobs_process_id_confirms_nothing()
    {
        await using var device = new ScriptedPrinter(new DeviceScript { Process = _ => [0x37, 0x22, .. "OLD1"u8, 0x00] });

        (await PrintAsync(device)).ShouldBe(new PrintOutcome(PrintResult.Sent));
    }

    [Fact]
    public async Task Paper_that_ends_during_the_job_leaves_it_unknown()
    {
        var asked = 0;
        await using var device = new ScriptedPrinter(new DeviceScript
        {
            // The first four questions are asked before the job, the rest after it.
            Status = n => ++asked > 4 && n == 4 ? (byte)0x72 : (byte)0x12,
            Automatic = [0x18, 0x00, 0x0C, 0x00],
            Process = _ => null,
        });

        (await PrintAsync(device)).ShouldBe(new PrintOutcome(PrintResult.Unknown, "printer_paper_out"));
    }

    [Fact]
    public async Task A_new_roll_within_the_wait_still_confirms()
    {
        await using var device = new ScriptedPrinter(new DeviceScript
        {
            Automatic = [0x18, 0x00, 0x0C, 0x00],
            Process = tag => [0x10, 0x00, 0x00, 0x00, 0x37, 0x22, .. tag, 0x00],
        });

        (await PrintAsync(device)).ShouldBe(new PrintOutcome(PrintResult.Confirmed));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16)]
    public async Task A_connection_that_dies_during_the_job_leaves_it_unknown(int bytes)
    {
        await using var device = new ScriptedPrinter(new DeviceScript { DiesAfter = bytes });

        var outcome = await PrintAsync(device);

        outcome.Result.ShouldBe(PrintResult.Unknown);
        outcome.Code.ShouldBe("printer_connection_lost");
    }

    [Fact]
    public async Task A_device_that_falls_silent_after_the_job_leaves_it_unknown()
    {
        var asked = 0;
        await using var device = new ScriptedPrinter(new DeviceScript { Status = _ => ++asked > 4 ? null : (byte)0x12, Process = _ => null });

        var outcome = await PrintAsync(device);

        outcome.Result.ShouldBe(PrintResult.Unknown);
        outcome.Code.ShouldBe("printer_connection_lost");
    }

    [Fact]
    public async Task Garbage_flow_control_and_pieces_of_messages_do_not_mislead()
    {
        await using var device = new ScriptedPrinter(new DeviceScript
        {
            Greeting = [0xFF, 0x13, 0x11, 0x37, 0x22, 0x41, 0x00, 0xEE, 0x10, 0xFF],
            Process = tag => [0x11, 0x37, 0x37, 0x22, .. tag, 0x00],
        });

        (await PrintAsync(device)).ShouldBe(new PrintOutcome(PrintResult.Confirmed));
    }

    [Fact]
    public async Task Nobody_at_the_address_is_offline_and_nothing_sent()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var target = new PrinterTarget("127.0.0.1", port, PaperWidth.Mm58);

        var outcome = await printer.PrintAsync(target, new PrintAttempt(Receipt, "AB12"), CancellationToken.None);

        (outcome.Result, outcome.Code).ShouldBe((PrintResult.NotSent, "printer_offline"));
        (await printer.ProbeAsync(target, CancellationToken.None)).Reachable.ShouldBeFalse();
    }

    [Theory]
    [InlineData("no-such-host.invalid", 9100)]
    [InlineData("", 9100)]
    [InlineData("127.0.0.1", 0)]
    [InlineData("127.0.0.1", 70000)]
    public async Task An_impossible_address_is_offline_and_no_exception(string host, int port)
    {
        var outcome = await printer.PrintAsync(new PrinterTarget(host, port, PaperWidth.Mm58), new PrintAttempt(Receipt, "AB12"), CancellationToken.None);

        (outcome.Result, outcome.Code).ShouldBe((PrintResult.NotSent, "printer_offline"));
    }

    [Fact]
    public async Task Jobs_for_one_device_go_one_after_the_other_with_a_rest_between()
    {
        await using var device = new ScriptedPrinter(new DeviceScript());
        var watch = Stopwatch.StartNew();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PrintAsync(device)));

        outcomes.ShouldAllBe(outcome => outcome.Result == PrintResult.Confirmed);
        device.Connections.ShouldBe(4);
        device.MostAtOnce.ShouldBe(1);
        watch.Elapsed.ShouldBeGreaterThan(3 * (Quick.Rest - TimeSpan.FromMilliseconds(20)));
    }

    [Fact]
    public async Task A_dead_device_does_not_hold_up_another()
    {
        await using var healthy = new ScriptedPrinter(new DeviceScript());
        await using var mute = new ScriptedPrinter(new DeviceScript { Status = _ => null, Process = _ => null });

        var slow = PrintAsync(mute);
        (await PrintAsync(healthy)).Result.ShouldBe(PrintResult.Confirmed);
        slow.IsCompleted.ShouldBeFalse();
        (await slow).Result.ShouldBe(PrintResult.Sent);
    }

    [Fact]
    public async Task The_callers_cancellation_ends_the_wait_and_frees_the_device()
    {
        await using var device = new ScriptedPrinter(new DeviceScript { Process = _ => null });
        using var cancel = new CancellationTokenSource();
        var patient = new TcpReceiptPrinter(new EscPosEncoder(ReceiptFace.None), Quick with { Confirm = TimeSpan.FromMinutes(5) }, TimeProvider.System);

        var waiting = patient.PrintAsync(device.Target, new PrintAttempt(Receipt, "AB12"), cancel.Token);
        await Eventually(() => device.Connections == 1);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);

        device.Script = new DeviceScript();
        (await patient.PrintAsync(device.Target, new PrintAttempt(Receipt, "AB13"), CancellationToken.None)).Result.ShouldBe(PrintResult.Confirmed);
    }

    private Task<PrintOutcome> PrintAsync(ScriptedPrinter device) =>
        printer.PrintAsync(device.Target, new PrintAttempt(Receipt, "AB12"), CancellationToken.None);

    private static async Task Eventually(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
