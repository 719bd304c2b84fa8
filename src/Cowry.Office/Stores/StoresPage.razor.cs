using Cowry.Client.Stores;
using Cowry.Office.Parts;
using Microsoft.AspNetCore.Components;

namespace Cowry.Office.Stores;

/// <summary><c>/office/stores</c>; <c>?open=new</c> or a store's id beside the list.</summary>
public sealed partial class StoresPage
{
    private readonly FormErrors _errors = new();
    private ListPage<Store>? _list;
    private string? _shown;
    private bool _ready;
    private string? _name;
    private string? _phone;
    private string? _address;
    private string? _timeZone;

    [SupplyParameterFromQuery]
    private string? Open { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (Open == _shown)
            return;
        _shown = Open;
        _errors.Clear();
        _ready = Open == "new";
        Fill(null);
        if (Open is null or "new")
            return;
        try
        {
            Fill(await Api.Stores.GetAsync(Open));
            _ready = true;
        }
        catch (Exception fault) when (Explain(fault) is { } words)
        {
            Snackbar.Add(words, MudBlazor.Severity.Error);
            Go(("open", null));
        }
    }

    private void Fill(Store? store)
    {
        _name = store?.Name;
        _phone = store?.Phone;
        _address = store?.Address;
        _timeZone = store?.TimeZone ?? "Asia/Shanghai";
    }

    private async Task SaveAsync()
    {
        _errors.Clear();
        if (!_errors.Require("name", _name, Text["Form.Required"]))
            return;
        if (await SaveAsync(_errors, () => Open == "new" ? CreateAsync() : UpdateAsync()))
        {
            Go(("open", null));
            await _list!.ReloadAsync();
        }
    }

    private Task CreateAsync() => Api.Stores.CreateAsync(new CreateStore
    {
        Name = _name!.Trim(),
        Phone = Form.Optional(_phone),
        Address = Form.Optional(_address),
        TimeZone = Form.Optional(_timeZone) ?? "Asia/Shanghai",
    });

    private Task UpdateAsync() => Api.Stores.UpdateAsync(Open!, new UpdateStore
    {
        Name = _name!.Trim(),
        Phone = _phone?.Trim() ?? "",
        Address = _address?.Trim() ?? "",
        TimeZone = _timeZone,
    });
}
