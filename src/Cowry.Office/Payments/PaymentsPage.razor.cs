using System.Globalization;
using Cowry.Client;
using Cowry.Client.Payments;
using Cowry.Office.Parts;
using Microsoft.AspNetCore.Components;

namespace Cowry.Office.Payments;

/// <summary><c>/office/payments?day=2026-11-24&amp;status=pending&amp;store=sto_…</c>; the day is the store's own.</summary>
public sealed partial class PaymentsPage
{
    private Places _places = Places.None;

    [SupplyParameterFromQuery]
    private string? Open { get; set; }

    [SupplyParameterFromQuery]
    private string? Store { get; set; }

    [SupplyParameterFromQuery]
    private string? Status { get; set; }

    [SupplyParameterFromQuery]
    private string? Day { get; set; }

    protected override async Task OnInitializedAsync() => _places = await PlacesAsync();

    private Task<Page<Payment>> LoadAsync(PageRequest page)
    {
        var filter = new PaymentFilter { Store = Form.Optional(Store), Status = PaymentWords.Status(Status) };
        if (DateOnly.TryParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            var zone = _places.Zone(Store);
            filter = filter with { From = Days.Start(day, zone), To = Days.Start(day.AddDays(1), zone) };
        }

        return Api.Payments.GetPageAsync(filter, page);
    }

    private void Filter(string name, object? value) => Go((name, Form.Optional(value as string)), ("cursor", null), ("open", null));
}
