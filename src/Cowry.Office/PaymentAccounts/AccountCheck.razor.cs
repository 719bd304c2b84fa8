using System.Globalization;
using Cowry.Client.PaymentAccounts;
using Cowry.Office.Parts;
using Cowry.Office.Words;
using Microsoft.AspNetCore.Components;

namespace Cowry.Office.PaymentAccounts;

/// <summary>Has the server talk to WeChat with the stored credentials and shows what it found, in the language of the page.</summary>
public sealed partial class AccountCheck
{
    private readonly FormErrors _errors = new();
    private PaymentAccountCheck? _check;
    private bool _busy;

    [Parameter, EditorRequired]
    public PaymentAccount Account { get; set; } = default!;

    [Parameter]
    public EventCallback OnChecked { get; set; }

    private static string Words(CheckFinding finding) =>
        CultureInfo.CurrentUICulture.Name == Languages.English ? finding.English : finding.Chinese;

    private async Task RunAsync()
    {
        _busy = true;
        _errors.Clear();
        try
        {
            _check = await Api.PaymentAccounts.CheckAsync(Account.Id);
            await OnChecked.InvokeAsync();
        }
        catch (Exception fault) when (Explain(fault) is { } words)
        {
            _errors.Take(fault, words, Show.Rule);
        }

        _busy = false;
    }
}
