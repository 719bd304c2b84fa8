using Cowry.Office.Words;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;

namespace Cowry.Office.Parts;

/// <summary>One thing of a list, opened beside it; the whole screen on a narrow one. Which one is open is in the address.</summary>
public sealed partial class SidePanel
{
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter, EditorRequired]
    public RenderFragment ChildContent { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IStringLocalizer<OfficeText> Text { get; set; } = default!;

    private void Close() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("open", (string?)null));

    private void OnKey(KeyboardEventArgs key)
    {
        if (key.Key == "Escape")
            Close();
    }
}
