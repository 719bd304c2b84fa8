using Microsoft.AspNetCore.Components;

namespace Cowry.Office.Setup;

/// <summary>A line of a form that the browser itself sends. <see cref="Field"/> is the name on the wire, <see cref="Name"/> the form's own.</summary>
public sealed partial class PlainLine
{
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Parameter, EditorRequired]
    public string Field { get; set; } = "";

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter]
    public string? Value { get; set; }

    [Parameter]
    public string? Helper { get; set; }

    [Parameter]
    public string? Fault { get; set; }

    [Parameter]
    public string Type { get; set; } = "text";

    [Parameter]
    public string Autocomplete { get; set; } = "off";
}
