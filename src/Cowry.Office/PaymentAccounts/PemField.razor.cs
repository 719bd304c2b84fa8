using Cowry.Office.Words;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Localization;

namespace Cowry.Office.PaymentAccounts;

/// <summary>A PEM text, pasted, or read from a file that is chosen or dropped on the button.</summary>
public sealed partial class PemField
{
    private const long LargestFile = 32 * 1024;
    private string? _unreadable;

    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter]
    public string? Value { get; set; }

    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    [Parameter]
    public string? Fault { get; set; }

    [Parameter]
    public string? Helper { get; set; }

    [Parameter]
    public bool Stored { get; set; }

    [Inject]
    private IStringLocalizer<OfficeText> Text { get; set; } = default!;

    private async Task ReadAsync(InputFileChangeEventArgs chosen)
    {
        _unreadable = null;
        if (chosen.File.Size > LargestFile)
        {
            _unreadable = Text["Accounts.FileTooLarge"];
            return;
        }

        await using var file = chosen.File.OpenReadStream(LargestFile);
        using var reader = new StreamReader(file);
        await ValueChanged.InvokeAsync(await reader.ReadToEndAsync());
    }
}
