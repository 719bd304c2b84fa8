using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Cowry.Office.Parts;

/// <summary>A state: icon, word and colour, never the colour alone.</summary>
public sealed partial class StatusPill
{
    /// <summary><c>good</c>, <c>wait</c>, <c>bad</c>, <c>info</c> or <c>off</c>.</summary>
    [Parameter, EditorRequired]
    public string Tone { get; set; } = "off";

    [Parameter, EditorRequired]
    public string Words { get; set; } = "";

    /// <summary>The state's word on the wire, for tests.</summary>
    [Parameter]
    public string? Status { get; set; }

    private string Icon => Tone switch
    {
        "good" => Icons.Material.Outlined.CheckCircle,
        "wait" => Icons.Material.Outlined.Schedule,
        "bad" => Icons.Material.Outlined.ErrorOutline,
        "info" => Icons.Material.Outlined.Info,
        _ => Icons.Material.Outlined.RemoveCircleOutline,
    };
}
