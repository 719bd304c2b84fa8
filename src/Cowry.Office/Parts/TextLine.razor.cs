using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Cowry.Office.Parts;

/// <summary>A line of a form: its label, its helper, and what the server said against it, all under the field's name on the wire.</summary>
public sealed partial class TextLine
{
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter]
    public string? Value { get; set; }

    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    [Parameter]
    public string? Helper { get; set; }

    [Parameter]
    public string? Placeholder { get; set; }

    [Parameter]
    public InputType Type { get; set; } = InputType.Text;

    [Parameter]
    public int Lines { get; set; } = 1;

    [Parameter]
    public int MaxLength { get; set; } = 524288;

    [Parameter]
    public bool Disabled { get; set; }

    [Parameter]
    public string? Class { get; set; }

    /// <summary>What the browser may offer to fill in; nothing when left out.</summary>
    [Parameter]
    public string Autocomplete { get; set; } = "off";

    [Parameter]
    public string? Fault { get; set; }

    private Dictionary<string, object?> Attributes => new()
    {
        ["data-testid"] = "field-" + Name,
        ["name"] = Name,
        ["autocomplete"] = Autocomplete,
        ["spellcheck"] = "false",
    };
}
