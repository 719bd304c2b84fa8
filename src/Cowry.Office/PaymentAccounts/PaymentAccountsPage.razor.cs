using Cowry.Client.PaymentAccounts;
using Cowry.Client.Payments;
using Cowry.Office.Parts;
using Cowry.Office.Words;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Cowry.Office.PaymentAccounts;

/// <summary><c>/office/payment-accounts</c>; an existing account's facts, settings and secrets are saved each by themselves.</summary>
public sealed partial class PaymentAccountsPage
{
    private readonly FormErrors _errors = new();
    private readonly FormErrors _settingsErrors = new();
    private readonly FormErrors _secretsErrors = new();
    private ListPage<PaymentAccount>? _list;
    private PaymentAccount? _account;
    private AccountInput _input = new();
    private string? _shown;

    [SupplyParameterFromQuery]
    private string? Open { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (Open == _shown)
            return;
        _shown = Open;
        Take(null);
        foreach (var errors in new[] { _errors, _settingsErrors, _secretsErrors })
            errors.Clear();
        if (Open is null or "new")
            return;
        try
        {
            Take(await Api.PaymentAccounts.GetAsync(Open));
        }
        catch (Exception fault) when (Explain(fault) is { } words)
        {
            Snackbar.Add(words, Severity.Error);
            Go(("open", null));
        }
    }

    private static string State(PaymentAccount account) => account switch
    {
        { Enabled: false } => "off",
        { CheckOk: true } => "ok",
        { CheckOk: false } => "wrong",
        _ => "unchecked",
    };

    private static string Tone(PaymentAccount account) => State(account) switch { "ok" => "good", "wrong" => "bad", "unchecked" => "wait", _ => "off" };

    private void Take(PaymentAccount? account)
    {
        _account = account;
        _input = AccountInput.From(account);
    }

    private async Task CreateAsync()
    {
        _errors.Clear();
        if (!FactsComplete(out var rate))
            return;
        var account = new CreatePaymentAccount
        {
            Method = PaymentMethod.WechatPay,
            Name = _input.Name!.Trim(),
            RatePpm = rate,
            WechatPay = _input.Settings(),
            WechatPaySecrets = _input.Secrets(),
        };
        if (!await SaveAsync(_errors, async () => Take(await Api.PaymentAccounts.CreateAsync(account))))
            return;

        // It stays open: the next thing is the check.
        _shown = _account!.Id;
        Go(("open", _account.Id));
        await _list!.ReloadAsync();
    }

    private async Task SaveFactsAsync()
    {
        _errors.Clear();
        if (FactsComplete(out var rate))
            await ChangeAsync(_errors, new UpdatePaymentAccount { Name = _input.Name!.Trim(), RatePpm = rate, Enabled = _input.Enabled });
    }

    private Task SaveSettingsAsync() => ChangeAsync(_settingsErrors, new UpdatePaymentAccount { WechatPay = _input.Settings() });

    private async Task SaveSecretsAsync()
    {
        _secretsErrors.Clear();
        if (_input.Secrets() is { } secrets)
            await ChangeAsync(_secretsErrors, new UpdatePaymentAccount { WechatPaySecrets = secrets });
        else
            _secretsErrors.Add("merchant_private_key", Text["Accounts.NothingTyped"]);
    }

    private async Task ChangeAsync(FormErrors errors, UpdatePaymentAccount change)
    {
        if (await SaveAsync(errors, async () => Take(await Api.PaymentAccounts.UpdateAsync(_account!.Id, change))))
            await _list!.ReloadAsync();
    }

    private async Task CheckedAsync()
    {
        _account = await Api.PaymentAccounts.GetAsync(_account!.Id);
        await _list!.ReloadAsync();
    }

    private bool FactsComplete(out int rate)
    {
        var named = _errors.Require("name", _input.Name, Text["Form.Required"]);
        if (RatePercent.TryParse(_input.Rate, out rate))
            return named;
        _errors.Add("rate_ppm", Text["Accounts.RateWrong"]);
        return false;
    }
}
