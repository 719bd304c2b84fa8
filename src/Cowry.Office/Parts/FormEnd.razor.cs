using Cowry.Office.Words;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Cowry.Office.Parts;

/// <summary>The end of a form: what is wrong with it as a whole, and its one main button.</summary>
public sealed partial class FormEnd
{
    [Parameter, EditorRequired]
    public FormErrors Errors { get; set; } = new();

    [Parameter]
    public string? Words { get; set; }

    [Parameter]
    public string TestId { get; set; } = "save";

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Inject]
    private IStringLocalizer<OfficeText> Text { get; set; } = default!;
}
