using System.Globalization;
using Cowry.Client.Printing;
using Cowry.Office.Parts;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Cowry.Office.Printing;

/// <summary><c>/office/printers</c>; <c>?open=new</c> or a printer's id beside the list.</summary>
public sealed partial class PrintersPage
{
    private static readonly Dictionary<string, object?> _paperAttributes = new() { ["data-testid"] = "field-paper_width" };
    private readonly FormErrors _errors = new();
    private ListPage<Printer>? _list;
    private Places _places = Places.None;
    private Printer? _printer;
    private string? _shown;
    private string? _name;
    private string? _store;
    private string? _host;
    private string? _port;
    private int _paper;
    private bool _enabled;

    [SupplyParameterFromQuery]
    private string? Open { get; set; }

    protected override async Task OnInitializedAsync() => _places = await PlacesAsync();

    protected override async Task OnParametersSetAsync()
    {
        if (Open == _shown)
            return;
        _shown = Open;
        Take(null);
        if (Open is null or "new")
            return;
        try
        {
            Take(await Api.Printers.GetAsync(Open));
        }
        catch (Exception fault) when (Explain(fault) is { } words)
        {
            Snackbar.Add(words, Severity.Error);
            Go(("open", null));
        }
    }

    private static string Width(int paper) => $"{paper} mm";

    private void Take(Printer? printer)
    {
        _errors.Clear();
        _printer = printer;
        _name = printer?.Name;
        _store = printer?.Store ?? (_places.Stores.Count == 1 ? _places.Stores[0].Id : null);
        _host = printer?.Host;
        _port = (printer?.Port ?? 9100).ToString(CultureInfo.InvariantCulture);
        _paper = printer?.PaperWidth ?? 80;
        _enabled = printer?.Enabled ?? true;
    }

    private async Task SaveAsync()
    {
        _errors.Clear();
        _store ??= _places.Stores.Count == 1 ? _places.Stores[0].Id : null;
        var complete = _errors.Require("name", _name, Text["Form.Required"])
            & _errors.Require("host", _host, Text["Form.Required"])
            & _errors.Require("store", _store, Text["Form.Required"]);
        if (!int.TryParse(_port, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            _errors.Add("port", Text["Printers.PortWrong"]);
        else if (complete && await SaveAsync(_errors, () => SendAsync(port)))
            await SavedAsync();
    }

    private async Task SendAsync(int port) => Take(_printer is null
        ? await Api.Printers.CreateAsync(new CreatePrinter { Name = _name!.Trim(), Store = _store!, Host = _host!.Trim(), Port = port, PaperWidth = _paper })
        : await Api.Printers.UpdateAsync(
            _printer.Id, new UpdatePrinter { Name = _name!.Trim(), Host = _host!.Trim(), Port = port, PaperWidth = _paper, Enabled = _enabled }));

    // A new printer stays open: the next thing is to try it.
    private async Task SavedAsync()
    {
        _shown = _printer!.Id;
        Go(("open", _printer.Id));
        await _list!.ReloadAsync();
    }
}
