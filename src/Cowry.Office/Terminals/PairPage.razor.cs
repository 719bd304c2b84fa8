using Cowry.Client.Terminals;
using Cowry.Office.Parts;
using Microsoft.AspNetCore.Components;

namespace Cowry.Office.Terminals;

/// <summary><c>/office/pair?user_code=BCDF-GHJK</c>: where a new terminal's QR leads. The owner says which it is and where it stands.</summary>
public sealed partial class PairPage
{
    private readonly FormErrors _errors = new();
    private Places _places = Places.None;
    private Terminal? _paired;
    private string? _code;
    private string? _name;
    private string? _store;

    [SupplyParameterFromQuery(Name = "user_code")]
    private string? UserCode { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _code = UserCode;
        _places = await PlacesAsync();
        if (_places.Stores.Count == 1)
            _store = _places.Stores[0].Id;
    }

    private async Task PairAsync()
    {
        _errors.Clear();
        var complete = _errors.Require("user_code", _code, Text["Form.Required"])
            & _errors.Require("name", _name, Text["Form.Required"])
            & _errors.Require("store", _store, Text["Form.Required"]);
        if (!complete)
            return;
        var terminal = new PairTerminal { UserCode = _code!.Trim().ToUpperInvariant(), Name = _name!.Trim(), Store = _store! };
        await SaveAsync(_errors, async () => _paired = await Api.Terminals.PairAsync(terminal), Text["Pair.Saved"]);
    }
}
