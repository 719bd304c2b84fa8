using Cowry.Client;
using Microsoft.AspNetCore.Components;

namespace Cowry.Office.Parts;

/// <summary>
/// A list with its four faces: loading, empty, fault, rows (the fifth, no connection, is the shell's). Its page is in the address as
/// <c>cursor</c>; it loads again whenever <see cref="Key"/> (what the filter says) or the page changes.
/// </summary>
public sealed partial class ListPage<T>
{
    private Page<T>? _page;
    private string? _fault;
    private string? _loaded;
    private bool _loading = true;

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter]
    public string? Lead { get; set; }

    [Parameter]
    public RenderFragment? Actions { get; set; }

    [Parameter]
    public RenderFragment? Filters { get; set; }

    [Parameter, EditorRequired]
    public RenderFragment Head { get; set; } = default!;

    [Parameter, EditorRequired]
    public RenderFragment<T> Row { get; set; } = default!;

    [Parameter, EditorRequired]
    public Func<PageRequest, Task<Page<T>>> Load { get; set; } = default!;

    [Parameter]
    public string? Key { get; set; }

    [Parameter, EditorRequired]
    public string EmptyTitle { get; set; } = "";

    [Parameter]
    public string? EmptyBody { get; set; }

    /// <summary>What goes into the address as <c>open</c> when a row is touched; null for rows that open nothing.</summary>
    [Parameter]
    public Func<T, string>? OpenKey { get; set; }

    [SupplyParameterFromQuery(Name = "cursor")]
    private string? Cursor { get; set; }

    private string State => _fault is not null ? "fault" : _page is null || _loading ? "loading" : _page.Data.Count == 0 ? "empty" : "rows";

    /// <summary>Asks again, without a flicker where there are rows already.</summary>
    public async Task ReloadAsync()
    {
        _loading = _page is null;
        await LoadAsync();
        StateHasChanged();
    }

    protected override async Task OnParametersSetAsync()
    {
        var wanted = $"{Key}|{Cursor}";
        if (_loaded == wanted)
            return;
        _loaded = wanted;
        _loading = true;
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            _fault = null;
            _page = await Load(new PageRequest { Limit = 50, Cursor = Cursor });
        }
        catch (Exception fault) when (Explain(fault) is { } words)
        {
            _fault = words;
        }
        finally
        {
            _loading = false;
        }
    }

    private string At(string? cursor) => With(("cursor", cursor), ("open", null));

    private void Open(T item)
    {
        if (OpenKey is not null)
            Go(("open", OpenKey(item)));
    }
}
