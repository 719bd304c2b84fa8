using Cowry.Office.Words;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Cowry.Office.Shell;

/// <summary>Any address under <c>/office</c> that no page has.</summary>
public sealed partial class NothingHere
{
    [Parameter]
    public string? Rest { get; set; }

    [Inject]
    private IStringLocalizer<OfficeText> Text { get; set; } = default!;
}
