using Cowry.Client.Printing;
using Microsoft.AspNetCore.Components;

namespace Cowry.Office.Printing;

/// <summary>Trying a printer out, and its last jobs with their paper. While a job is on its way the list asks again every second.</summary>
public sealed partial class PrinterDesk : IDisposable
{
    private const int Shown = 10;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _left = new();
    private IReadOnlyList<PrintJob>? _jobs;
    private PrinterProbe? _probe;
    private string? _fault;
    private string? _previewOf;
    private string? _preview;
    private bool _busy;

    [Parameter, EditorRequired]
    public Printer Printer { get; set; } = default!;

    [Parameter, EditorRequired]
    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnInitializedAsync() => await AskAsync(LoadJobsAsync);

    private Task ProbeAsync() => AskAsync(async () => _probe = await Api.Printers.ProbeAsync(Printer.Id, cancellation: _left.Token));

    private async Task TestAsync()
    {
        await AskAsync(async () =>
        {
            await Api.Printers.TestAsync(Printer.Id, cancellation: _left.Token);
            await LoadJobsAsync();
        });
        await WatchAsync();
    }

    private async Task AskAsync(Func<Task> work)
    {
        _busy = true;
        _fault = null;
        _probe = null;
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // The panel was closed.
        }
        catch (Exception fault) when (Explain(fault) is { } words)
        {
            _fault = words;
            _jobs ??= [];
        }

        _busy = false;
    }

    private async Task LoadJobsAsync() => _jobs = await Api.PrintJobs
        .ListAsync(new PrintJobFilter { Store = Printer.Store }, _left.Token)
        .Take(200).Where(job => job.Printer == Printer.Id).Take(Shown).ToListAsync(_left.Token);

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(Look, Clock);
        for (var looks = 0; looks < 30 && _jobs is [{ Status: PrintJobStatus.Queued }, ..]; looks++)
        {
            try
            {
                await timer.WaitForNextTickAsync(_left.Token);
                await LoadJobsAsync();
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception fault) when (Explain(fault) is { } words)
            {
                _fault = words;
                return;
            }

            StateHasChanged();
        }
    }

    private async Task PreviewAsync(PrintJob job)
    {
        if (_previewOf == job.Id)
        {
            _previewOf = null;
            return;
        }

        await AskAsync(async () =>
        {
            var png = await Api.PrintJobs.GetPreviewPngAsync(job.Id, _left.Token);
            _preview = "data:image/png;base64," + Convert.ToBase64String(png);
            _previewOf = job.Id;
        });
    }

    private IEnumerable<(bool Good, string Words)> Findings(PrinterProbe probe)
    {
        yield return (probe.Reachable, Text[probe.Reachable ? "Probe.Reachable" : "Probe.Unreachable"]);
        if (!probe.Reachable)
            yield break;
        yield return (probe.AnswersStatus, Text[probe.AnswersStatus ? "Probe.Answers" : "Probe.Mute"]);
        if (probe.AnswersStatus && !probe.Online)
            yield return (false, Text["Probe.Offline"]);
        if (probe.PaperOut)
            yield return (false, Text["Probe.PaperOut"]);
        else if (probe.PaperLow)
            yield return (false, Text["Probe.PaperLow"]);
        if (probe.CoverOpen)
            yield return (false, Text["Probe.CoverOpen"]);
        if (probe.Error)
            yield return (false, Text["Probe.Error"]);
        if (probe is { AnswersStatus: true, Online: true, PaperOut: false, CoverOpen: false, Error: false })
            yield return (true, Text["Probe.Ready"]);
    }
}
