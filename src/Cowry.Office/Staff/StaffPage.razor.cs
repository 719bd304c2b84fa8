using Cowry.Client;
using Cowry.Client.Staff;
using Cowry.Office.Parts;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Cowry.Office.Staff;

/// <summary><c>/office/staff</c>; <c>?open=new</c> or a member's id beside the list.</summary>
public sealed partial class StaffPage
{
    private readonly FormErrors _errors = new();
    private readonly FormErrors _pinErrors = new();
    private readonly Dictionary<string, StaffMember> _seen = [];
    private ListPage<StaffMember>? _list;
    private StaffMember? _member;
    private string? _shown;
    private string? _name;
    private string? _number;
    private string? _pin;
    private StaffRole _role;

    [SupplyParameterFromQuery]
    private string? Open { get; set; }

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
            // There is no address for one member: the list is short, and mostly it is here already.
            Take(_seen.GetValueOrDefault(Open) ?? await Api.Staff.ListAsync().FirstOrDefaultAsync(member => member.Id == Open));
        }
        catch (Exception fault) when (Explain(fault) is { } words)
        {
            Snackbar.Add(words, Severity.Error);
        }

        if (_member is null)
            Go(("open", null));
    }

    private async Task<Page<StaffMember>> LoadAsync(PageRequest request)
    {
        var page = await Api.Staff.GetPageAsync(request);
        foreach (var member in page.Data)
            _seen[member.Id] = member;
        return page;
    }

    private void Take(StaffMember? member)
    {
        _member = member;
        _name = member?.Name;
        _role = member?.Role ?? StaffRole.Cashier;
        _number = _pin = null;
        _errors.Clear();
        _pinErrors.Clear();
    }

    private async Task CreateAsync()
    {
        _errors.Clear();
        var complete = _errors.Require("name", _name, Text["Form.Required"])
            & _errors.Require("number", _number, Text["Form.Required"])
            & _errors.Require("pin", _pin, Text["Form.Required"]);
        if (!complete)
            return;
        var member = new CreateStaff { Name = _name!.Trim(), Number = _number!.Trim(), Role = _role, Pin = _pin! };
        if (!await SaveAsync(_errors, () => Api.Staff.CreateAsync(member)))
            return;
        Go(("open", null));
        await _list!.ReloadAsync();
    }

    private Task SaveFactsAsync() => ChangeAsync(_errors, new UpdateStaff { Name = Form.Optional(_name), Role = _role });

    private async Task SavePinAsync()
    {
        _pinErrors.Clear();
        if (_pinErrors.Require("pin", _pin, Text["Form.Required"]))
            await ChangeAsync(_pinErrors, new UpdateStaff { Pin = _pin });
    }

    private Task ToggleAsync() => ChangeAsync(_errors, new UpdateStaff { Active = !_member!.Active });

    private async Task ChangeAsync(FormErrors errors, UpdateStaff change)
    {
        StaffMember? changed = null;
        if (!await SaveAsync(errors, async () => changed = await Api.Staff.UpdateAsync(_member!.Id, change)))
            return;
        Take(changed);
        await _list!.ReloadAsync();
    }

    private string State(StaffMember member) =>
        !member.Active ? "inactive" : member.LockedUntil > Clock.GetUtcNow() ? "locked" : "active";

    private string Tone(StaffMember member) => State(member) switch { "active" => "good", "locked" => "wait", _ => "off" };
}
