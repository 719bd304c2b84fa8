using Cowry.Office.Parts;
using Microsoft.AspNetCore.Components;

namespace Cowry.Office.PaymentAccounts;

/// <summary>Name and rate: what every account has.</summary>
public sealed partial class AccountFacts
{
    [Parameter, EditorRequired]
    public AccountInput Input { get; set; } = new();

    [Parameter, EditorRequired]
    public FormErrors Errors { get; set; } = new();
}
