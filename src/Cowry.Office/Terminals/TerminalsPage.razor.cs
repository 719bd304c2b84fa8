using Cowry.Client.Terminals;
using Cowry.Office.Parts;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Cowry.Office.Terminals;

/// <summary><c>/office/terminals</c>; <c>?open=trm_…</c> beside the list.</summary>
public sealed partial class TerminalsPage
{
    private readonly FormErrors _errors = new();
    private ListPage<Terminal>? _list;
    private Places _places = Places.None;
    private Terminal? _terminal;
    private string? _name;
    private string? _store;

    [SupplyParameterFromQuery]
    private string? Open { get; set; }

    private bool Revoked => _terminal is { Status: TerminalStatus.Revoked };

    protected override async Task OnInitializedAsync() => _places = await PlacesAsync();

    protected override async Task OnParametersSetAsync()
    {
        if (Open == _terminal?.Id)
            return;
        _errors.Clear();
        Take(null);
        if (Open is null)
            return;
        try
        {
            Take(await Api.Terminals.GetAsync(Open));
        }
        catch (Exception fault) when (Explain(fault) is { } words)
        {
            Snackbar.Add(words, Severity.Error);
            Go(("open", null));
        }
    }

    private void Take(Terminal? terminal)
    {
        _terminal = terminal;
        _name = terminal?.Name;
        _store = terminal?.Store;
    }

    private async Task RenameAsync()
    {
        _errors.Clear();
        if (!_errors.Require("name", _name, Text["Form.Required"]))
            return;
        if (await SaveAsync(_errors, async () => Take(await Api.Terminals.UpdateAsync(_terminal!.Id, new UpdateTerminal { Name = _name!.Trim(), Store = _store }))))
            await _list!.ReloadAsync();
    }

    private async Task RevokeAsync()
    {
        var change = new UpdateTerminal { Status = TerminalStatus.Revoked };
        if (await SaveAsync(_errors, async () => Take(await Api.Terminals.UpdateAsync(_terminal!.Id, change)), Text["Terminals.Revoked"]))
            await _list!.ReloadAsync();
        else
            Snackbar.Add(_errors.Whole!, Severity.Error);
    }
}
