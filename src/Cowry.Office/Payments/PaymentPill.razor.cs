using Cowry.Client.Payments;
using Microsoft.AspNetCore.Components;

namespace Cowry.Office.Payments;

/// <summary>A payment's status; an unsure and a late one stand out.</summary>
public sealed partial class PaymentPill
{
    [Parameter, EditorRequired]
    public Payment Payment { get; set; } = default!;

    private string Word => PaymentWords.IsUnsure(Payment) ? "Unsure" : Payment is { Status: PaymentStatus.Succeeded, Late: true } ? "Late" : Payment.Status.ToString();

    private string Tone => Word switch
    {
        "Succeeded" => "good",
        "Pending" or "Unsure" or "Late" => "wait",
        "Failed" => "bad",
        _ => "off",
    };
}
