using Cowry.Client.PaymentAccounts;
using Cowry.Office.Parts;
using Microsoft.AspNetCore.Components;

namespace Cowry.Office.PaymentAccounts;

/// <summary>The public half of a WeChat Pay contract.</summary>
public sealed partial class WeChatPayFields
{
    [Parameter, EditorRequired]
    public AccountInput Input { get; set; } = new();

    [Parameter, EditorRequired]
    public FormErrors Errors { get; set; } = new();

    private bool Provider => Input.Mode == WechatPayMode.ServiceProvider;
}
