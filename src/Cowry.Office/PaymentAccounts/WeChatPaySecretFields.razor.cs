using Cowry.Office.Parts;
using Microsoft.AspNetCore.Components;

namespace Cowry.Office.PaymentAccounts;

/// <summary>The secret half: written, never read. What is stored says so and nothing more.</summary>
public sealed partial class WeChatPaySecretFields
{
    [Parameter, EditorRequired]
    public AccountInput Input { get; set; } = new();

    [Parameter, EditorRequired]
    public FormErrors Errors { get; set; } = new();

    [Parameter]
    public IReadOnlyList<string> Stored { get; set; } = [];

    private bool Has(string secret) => Stored.Contains(secret);
}
