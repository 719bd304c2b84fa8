using System.Text;
using Cowry.Domain.Printing;
using Cowry.Printing.EscPos;

namespace Cowry.Printing.Tcp;

/// <summary>
/// Prints over TCP, port 9100 by custom: asks the device's status, refuses before the first byte when it cannot print, sends the job, and then waits
/// for its word that the paper carries it. A written socket alone proves nothing.
/// </summary>
internal sealed class TcpReceiptPrinter(EscPosEncoder encoder, PrinterTiming timing, TimeProvider time) : IReceiptPrinter
{
    private const string Lost = "printer_connection_lost";
    private readonly PrinterGates gates = new(timing, time);

    public async Task<PrintOutcome> PrintAsync(PrinterTarget target, PrintAttempt attempt, CancellationToken cancel)
    {
        if (attempt.Tag.Length != 4 || attempt.Tag.Any(c => c is < ' ' or > '~'))
            throw new ArgumentException("a tag is four printable ASCII characters", nameof(attempt));
        var job = encoder.Encode(attempt.Document, target.Paper, automaticStatus: true);
        using var gate = await gates.EnterAsync(target, cancel);
        var started = false;
        try
        {
            await using var connection = await PrinterConnection.OpenAsync(target.Host, target.Port, timing, time, cancel);
            var before = await connection.AskAsync(cancel);
            if (before?.Code is { } refused)
                return new PrintOutcome(PrintResult.NotSent, refused);
            started = true;
            await connection.WriteAsync(job.Bytes, cancel);
            await connection.WriteAsync(new EscPosWriter().ReportProcess(Encoding.ASCII.GetBytes(attempt.Tag)).ToArray(), cancel);
            return await FollowAsync(connection, gate, attempt.Tag, job.Lines, before is not null, cancel);
        }
        catch (PrinterLostException lost)
        {
            return started
                ? new PrintOutcome(PrintResult.Unknown, Lost, lost.Message)
                : new PrintOutcome(PrintResult.NotSent, "printer_offline", lost.Message);
        }
    }

    public async Task<PrinterReport> ProbeAsync(PrinterTarget target, CancellationToken cancel)
    {
        using var gate = await gates.EnterAsync(target, cancel);
        try
        {
            await using var connection = await PrinterConnection.OpenAsync(target.Host, target.Port, timing, time, cancel);
            var status = await connection.AskAsync(cancel);
            return status is null
                ? new PrinterReport(true, false, true, false, false, false, false, null)
                : new PrinterReport(
                    true, true, !status.Offline, status.PaperOut, status.PaperLow, status.CoverOpen, status.Error || status.CutterError, status.Code);
        }
        catch (PrinterLostException)
        {
            return new PrinterReport(false, false, false, false, false, false, false, "printer_offline");
        }
    }

    private async Task<PrintOutcome> FollowAsync(
        PrinterConnection connection, PrinterGate gate, string tag, int lines, bool answers, CancellationToken cancel)
    {
        var unlikely = !answers || gate.GivesNoProcessId;
        var limit = (unlikely ? timing.ConfirmUnlikely : timing.Confirm) + TimeSpan.FromMilliseconds(100L * lines);

        // A device that runs out of paper here may go on after a new roll, so the wait is not cut short by a fault.
        if (await connection.WaitForAsync(tag, limit, cancel))
        {
            gate.GivesNoProcessId = false;
            return new PrintOutcome(PrintResult.Confirmed);
        }

        if (!answers)
            return connection.Automatic?.Code is { } seen
                ? new PrintOutcome(PrintResult.Unknown, seen)
                : new PrintOutcome(PrintResult.Sent, null, "the device answers no status");
        var after = await connection.AskAsync(cancel);
        if (after is null)
            return new PrintOutcome(PrintResult.Unknown, Lost, "the device stopped answering");
        if (after.Code is { } fault)
            return new PrintOutcome(PrintResult.Unknown, fault);
        gate.GivesNoProcessId = true;
        return new PrintOutcome(PrintResult.Sent);
    }
}
