using Cowry.Client.Printing;
using Microsoft.AspNetCore.Components;

namespace Cowry.Office.Printing;

/// <summary>How a printer is, as far as its last job told.</summary>
public sealed partial class PrinterPill
{
    [Parameter, EditorRequired]
    public Printer Printer { get; set; } = default!;
}
