using Cowry.Client.Payments;
using Cowry.Client.Printing;
using Cowry.Office.Parts;
using Microsoft.AspNetCore.Components;

namespace Cowry.Office.Payments;

/// <summary>One payment: what is known of it, its receipts, and the two things that may be done.</summary>
public sealed partial class PaymentPanel
{
    private readonly FormErrors _errors = new();
    private Payment? _payment;
    private IReadOnlyList<PrintJob> _jobs = [];
    private string? _fault;

    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    [Parameter, EditorRequired]
    public Places Places { get; set; } = Places.None;

    private TimeZoneInfo Zone => Places.Zone(_payment?.Store);

    protected override async Task OnParametersSetAsync()
    {
        if (_payment?.Id != Id)
            await LoadAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            _fault = null;
            _payment = await Api.Payments.GetAsync(Id);
            _jobs = await Api.PrintJobs.ListAsync(new PrintJobFilter { Payment = Id }).Take(20).ToListAsync();
        }
        catch (Exception fault) when (Explain(fault) is { } words)
        {
            _fault = words;
        }
    }

    private async Task PrintAsync()
    {
        var printed = _jobs.Count > 0
            ? SaveAsync(_errors, () => Api.PrintJobs.ReprintAsync(_jobs[0].Id), Text["Payments.Printing"])
            : SaveAsync(_errors, () => Api.PrintJobs.CreateAsync(new CreatePrintJob { Payment = Id }), Text["Payments.Printing"]);
        if (await printed)
            await LoadAsync();
    }

    private async Task CloseAsync()
    {
        if (await SaveAsync(_errors, async () => _payment = await Api.Payments.CloseAsync(Id), Text["Payments.CloseAsked"]))
            await LoadAsync();
    }
}
