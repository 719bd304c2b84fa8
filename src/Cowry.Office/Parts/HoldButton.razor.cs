using Cowry.Office.Words;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;

namespace Cowry.Office.Parts;

/// <summary>For what cannot be undone: pressed and held for a second and a half, by pointer or by Enter.</summary>
public sealed partial class HoldButton : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(1.5);
    private CancellationTokenSource? _hold;
    private bool _held;

    [Parameter, EditorRequired]
    public string Words { get; set; } = "";

    [Parameter, EditorRequired]
    public string TestId { get; set; } = "";

    [Parameter]
    public EventCallback OnHeld { get; set; }

    [Inject]
    private IStringLocalizer<OfficeText> Text { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    public void Dispose() => Cancel();

    private async Task OnKeyAsync(KeyboardEventArgs key)
    {
        if (key is { Key: "Enter" or " ", Repeat: false })
            await BeginAsync();
    }

    private async Task BeginAsync()
    {
        Cancel();
        var hold = _hold = new CancellationTokenSource();
        _held = true;
        try
        {
            await Task.Delay(Long, Clock, hold.Token);
            _held = false;
            await OnHeld.InvokeAsync();
        }
        catch (OperationCanceledException)
        {
            // Let go too early: nothing happens.
        }
    }

    private void Cancel()
    {
        _held = false;
        _hold?.Cancel();
        _hold?.Dispose();
        _hold = null;
    }
}
