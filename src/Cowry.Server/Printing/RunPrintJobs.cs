using Cowry.Client.Events;
using Cowry.Client.Printing;
using Cowry.Domain.Printing;
using Cowry.Primitives;
using Cowry.Server.Commands;
using Cowry.Server.Data;
using Cowry.Server.Events;
using Cowry.Server.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Printing;

/// <summary>
/// Sends due jobs to their printers, one at a time each. That a job is being sent is committed before its first byte, so that after a crash the next
/// attempt knows that paper may exist already and says so on it. A printer that refuses before the first byte is tried again with growing pauses.
/// </summary>
internal sealed class RunPrintJobs(
    Database database, CommandRunner commands, IReceiptPrinter printer, Wakes wakes, TimeProvider time, ILogger<RunPrintJobs> log)
    : Worker(wakes.Worker(PulseName), log)
{
    public const string PulseName = "print_jobs";

    /// <summary>Attempts whose end is unknown are repeated this often; then a person decides.</summary>
    private const int MaxUnknownAttempts = 3;

    /// <summary>A job that could not be printed for so long is given up: its customer has left.</summary>
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(12);

    /// <summary>Longer than any attempt may take.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(500);

    protected override async Task<TimeSpan> WorkAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (await database.NextDueAsync("print_jobs", cancel) is not { } next || next > now)
            return Rest;
        var claims = await database.ClaimDueAsync("print_jobs", now, Lease, 16, cancel);
        await Task.WhenAll(claims.Select(claim => PrintAsync(claim, cancel)));
        return claims.Count > 0 ? TimeSpan.Zero : Rest;
    }

    private async Task PrintAsync(Claim claim, CancellationToken cancel)
    {
        try
        {
            var (job, device) = await StartAsync(claim, cancel);
            if (job is null || device is null)
                return;
            var attempt = new PrintAttempt(QueueJob.DocumentOf(job), Tag(job));
            var outcome = await printer.PrintAsync(ProbePrinter.Target(device), attempt, CancellationToken.None);
            await FinishAsync(claim, outcome);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "Print job {Job} broke off; its lease brings it back", claim.Id);
        }
    }

    /// <summary>Commits that an attempt begins. An attempt that began before and never ended may have reached the paper.</summary>
    private Task<(PrintJobRow? Job, PrinterRow? Device)> StartAsync(Claim claim, CancellationToken cancel) => commands.StepAsync<(PrintJobRow? Job, PrinterRow? Device)>(
        Request.Worker(claim.Merchant),
        async work =>
        {
            var job = await work.Db.LockAsync<PrintJobRow, PrintJobId>(work.Merchant, claim.Id, cancel);
            if (job is null or { Status: PrintJobStatus.Sent or PrintJobStatus.Confirmed or PrintJobStatus.Failed })
                return (null, null);
            job.MaybeDuplicate |= job.Sending;
            job.Sending = true;
            job.Attempts++;
            var merchant = work.Merchant;
            var device = await work.Db.Set<PrinterRow>().AsNoTracking().SingleAsync(p => p.MerchantId == merchant && p.Id == job.PrinterId, cancel);
            return (job, device);
        },
        cancel);

    private Task FinishAsync(Claim claim, PrintOutcome outcome) => commands.StepAsync(
        Request.Worker(claim.Merchant),
        async work =>
        {
            var job = (await work.Db.LockAsync<PrintJobRow, PrintJobId>(work.Merchant, claim.Id, CancellationToken.None))!;
            var device = (await work.Db.LockAsync<PrinterRow, PrinterId>(work.Merchant, job.PrinterId, CancellationToken.None))!;
            job.Sending = false;
            if (outcome.Result is PrintResult.Confirmed or PrintResult.Sent)
                Printed(work, job, device, outcome);
            else
                NotPrinted(work, job, device, outcome);
            return job;
        },
        CancellationToken.None);

    private static void Printed(Work work, PrintJobRow job, PrinterRow device, PrintOutcome outcome)
    {
        job.Status = outcome.Result == PrintResult.Confirmed ? PrintJobStatus.Confirmed : PrintJobStatus.Sent;
        job.ProblemCode = outcome.Code;
        job.PrintedAt = work.Now;
        job.DueAt = null;
        (device.Trouble, device.TroubleSince) = (null, null);
        work.Append(job.StoreId.Value, EventTypes.PrintPrinted, PrintingWire.From(job));
    }

    private static void NotPrinted(Work work, PrintJobRow job, PrinterRow device, PrintOutcome outcome)
    {
        var news = job.ProblemCode != outcome.Code;
        job.ProblemCode = outcome.Code;
        if (outcome.Result == PrintResult.Unknown)
        {
            job.MaybeDuplicate = true;
            job.Status = PrintJobStatus.Unknown;
            job.UnknownAttempts++;
        }

        var givenUp = job.UnknownAttempts >= MaxUnknownAttempts || work.Now - job.CreatedAt > GiveUpAfter;
        if (givenUp)
            job.Status = PrintJobStatus.Failed;
        job.DueAt = givenUp ? null : work.Now + Pause(job.Attempts);
        device.TroubleSince ??= work.Now;
        device.Trouble = outcome.Code;
        if (news || givenUp)
            work.Append(job.StoreId.Value, EventTypes.PrintFailed, PrintingWire.From(job));
    }

    /// <summary>2, 4, 8, 16, then every 30 seconds: a roll of paper is changed within a minute.</summary>
    private static TimeSpan Pause(int attempts) => TimeSpan.FromSeconds(Math.Min(30, 1 << Math.Clamp(attempts, 1, 5)));

    /// <summary>Four characters that the device may send back when this very attempt is on paper.</summary>
    private static string Tag(PrintJobRow job) => $"{job.Id.Value[^3..]}{(char)('0' + (job.Attempts % 10))}";
}
