using Cowry.Client.Staff;
using Microsoft.AspNetCore.Components;

namespace Cowry.Office.Staff;

/// <summary>Chooses a role and says what it may do.</summary>
public sealed partial class RoleSelect
{
    private static readonly Dictionary<string, object?> Attributes = new() { ["data-testid"] = "field-role" };

    [Parameter]
    public StaffRole Value { get; set; }

    [Parameter]
    public EventCallback<StaffRole> ValueChanged { get; set; }

    [Parameter]
    public string? Fault { get; set; }

    private string Word(StaffRole role) => Text["Staff.Role." + role];
}
