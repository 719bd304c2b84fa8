using Cowry.Client.PaymentAccounts;
using Cowry.Primitives;
using Cowry.Server.Api;
using Cowry.Server.Commands;
using Cowry.Server.Identity;

namespace Cowry.Server.PaymentAccounts;

/// <summary>PATCH /v1/payment_accounts/{id}: settings are replaced as a whole, secrets one by one; what is left out stays.</summary>
internal static class ChangePaymentAccount
{
    public static Task<Answer> HandleAsync(
        string id, Body<UpdatePaymentAccount> body, Request request, CommandRunner commands, Gateways gateways, ISecretBox box, CancellationToken cancel) =>
        commands.RunAsync(request, 200, work => ChangeAsync(work, id, body.Value, gateways, box, cancel), cancel);

    private static async Task<PaymentAccount> ChangeAsync(
        Work work, string id, UpdatePaymentAccount update, Gateways gateways, ISecretBox box, CancellationToken cancel)
    {
        var row = await work.Db.LockAsync<PaymentAccountRow, PaymentAccountId>(work.Merchant, id, cancel)
            ?? throw Refusals.NotFound("payment account", id);
        var check = AccountRules.Rate(new Check(), update.RatePpm ?? row.RatePpm);
        if (update.Name is not null)
            check.Text(update.Name, "name", 60);
        check.Refuse();

        row.Name = update.Name ?? row.Name;
        row.RatePpm = update.RatePpm ?? row.RatePpm;
        row.Enabled = update.Enabled ?? row.Enabled;
        if (update.WechatPay is not null || update.WechatPaySecrets is not null)
            Renew(row, update, gateways, box);
        return AccountWire.From(row);
    }

    private static void Renew(PaymentAccountRow row, UpdatePaymentAccount update, Gateways gateways, ISecretBox box)
    {
        var known = gateways.Open(row);
        var settings = update.WechatPay is null ? new Dictionary<string, string>(known.Settings, StringComparer.Ordinal) : AccountWire.SettingsOf(update.WechatPay);
        var secrets = new Dictionary<string, string>(known.Secrets, StringComparer.Ordinal);
        foreach (var (name, value) in AccountWire.SecretsOf(update.WechatPaySecrets))
            secrets[name] = value;
        AccountRules.Store(row, gateways.Find(row.Method)!, settings, secrets, box);
    }
}
