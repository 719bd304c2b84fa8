using System.Globalization;
using Cowry.Client.Payments;
using Cowry.Client.Printing;
using Cowry.Office.Hosting;
using Cowry.Office.Parts;
using Cowry.Office.Payments;
using Cowry.Office.Words;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace Cowry.Office.Today;

/// <summary><c>/office</c>: today by the first store's clock, against the same weekday a week ago up to this hour, and what needs a hand.</summary>
public sealed partial class TodayPage : IDisposable
{
    private const int NeedsShown = 20;
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(20);
    private readonly CancellationTokenSource _left = new();
    private Places _places = Places.None;
    private Takings? _takings;
    private Takings? _weekAgo;
    private IReadOnlyList<Need>? _needs;
    private string? _fault;
    private string _dayWords = "";

    [Inject]
    private IOptions<OfficeOptions> Options { get; set; } = default!;

    private string Docs => Options.Value.DocsPath;

    private string Compared => _weekAgo is null ? "" : Text["Today.Compared", Show.Money(_weekAgo.Sum)];

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _places = await PlacesAsync();
        await LoadAsync();
        _ = StayFreshAsync();
    }

    private async Task StayFreshAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(Refresh, Clock);
            while (await timer.WaitForNextTickAsync(_left.Token))
                await InvokeAsync(async () =>
                {
                    await LoadAsync();
                    StateHasChanged();
                });
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private async Task LoadAsync()
    {
        try
        {
            var zone = _places.Zone(null);
            var now = Clock.GetUtcNow();
            var day = Days.Of(now, zone);
            _dayWords = day.ToString(Text["Today.DayFormat"], CultureInfo.CurrentCulture);
            _takings = await TakeAsync(Days.Start(day, zone), null, zone);
            _weekAgo ??= await TakeAsync(Days.Start(day.AddDays(-7), zone), now.AddDays(-7), zone);
            _needs = [.. await UnsureAsync(zone), .. await LateAsync(zone), .. await UnprintedAsync(zone)];
            _fault = null;
        }
        catch (Exception fault) when (!_left.IsCancellationRequested && Explain(fault) is { } words)
        {
            _fault = words;
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // The page was left.
        }
    }

    private async Task<Takings> TakeAsync(DateTimeOffset from, DateTimeOffset? to, TimeZoneInfo zone)
    {
        var filter = new PaymentFilter { Status = PaymentStatus.Succeeded, From = from, To = to };
        return new Takings(await Api.Payments.ListAsync(filter, _left.Token).Take(Takings.Most).ToListAsync(_left.Token), zone);
    }

    private Task<List<Need>> UnsureAsync(TimeZoneInfo zone) => Api.Payments
        .ListAsync(new PaymentFilter { Status = PaymentStatus.Pending }, _left.Token).Take(Client.PageRequest.MaxLimit)
        .Where(PaymentWords.IsUnsure).Take(NeedsShown)
        .Select(payment => new Need("wait", Text["Today.Unsure"], Describe(payment, zone), $"payments?open={payment.Id}"))
        .ToListAsync(_left.Token).AsTask();

    private Task<List<Need>> LateAsync(TimeZoneInfo zone) => Task.FromResult(_takings!.Payments
        .Where(payment => payment.Late).Take(NeedsShown)
        .Select(payment => new Need("wait", Text["Today.Late"], Describe(payment, zone), $"payments?open={payment.Id}"))
        .ToList());

    private async Task<List<Need>> UnprintedAsync(TimeZoneInfo zone)
    {
        List<Need> needs = [];
        foreach (var status in new[] { PrintJobStatus.Failed, PrintJobStatus.Unknown })
        {
            var since = Clock.GetUtcNow().AddDays(-1);
            await foreach (var job in Api.PrintJobs.ListAsync(new PrintJobFilter { Status = status }, _left.Token).TakeWhile(job => job.CreatedAt > since).Take(NeedsShown))
            {
                var words = $"{Show.Time(job.CreatedAt, zone)} · {_places.Name(job.Store)} · {Show.Code(job.ProblemCode ?? "print_unknown")}";
                needs.Add(new Need("bad", Text["Today.Unprinted"], words, job.Payment is null ? $"printers?open={job.Printer}" : $"payments?open={job.Payment}"));
            }
        }

        return needs;
    }

    private string Describe(Payment payment, TimeZoneInfo zone) =>
        $"{Show.Time(payment.CreatedAt, zone)} · {Show.Money(payment.Amount)} · {_places.Name(payment.Store)}";

    /// <summary>Something that a person should look at.</summary>
    private sealed record Need(string Tone, string What, string Words, string Link);
}
