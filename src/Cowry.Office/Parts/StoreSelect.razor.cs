using Cowry.Client.Stores;
using Microsoft.AspNetCore.Components;

namespace Cowry.Office.Parts;

/// <summary>Chooses a store by its name.</summary>
public sealed partial class StoreSelect
{
    private static readonly Dictionary<string, object?> Attributes = new() { ["data-testid"] = "field-store" };

    [Parameter, EditorRequired]
    public IReadOnlyList<Store> Stores { get; set; } = [];

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter]
    public string? Value { get; set; }

    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    /// <summary>The words for no store in particular; null where one must be chosen.</summary>
    [Parameter]
    public string? Any { get; set; }

    [Parameter]
    public string? Fault { get; set; }

    [Parameter]
    public bool Disabled { get; set; }

    private string Name(string? id) => Stores.FirstOrDefault(store => store.Id == id)?.Name ?? Any ?? "";
}
