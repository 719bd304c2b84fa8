using Cowry.Client.PaymentAccounts;
using Cowry.Primitives;
using Cowry.Server.Api;
using Cowry.Server.Commands;
using Cowry.Server.Identity;
using Cowry.Server.Payments;

namespace Cowry.Server.PaymentAccounts;

/// <summary>POST /v1/payment_accounts. Secrets are sealed before they are stored and never leave again.</summary>
internal static class AddPaymentAccount
{
    public static Task<Answer> HandleAsync(
        Body<CreatePaymentAccount> body, Request request, CommandRunner commands, Gateways gateways, ISecretBox box, CancellationToken cancel) =>
        commands.RunAsync(request, 201, work => AddAsync(work, body.Value, gateways, box, cancel), cancel);

    private static async Task<PaymentAccount> AddAsync(
        Work work, CreatePaymentAccount create, Gateways gateways, ISecretBox box, CancellationToken cancel)
    {
        var check = AccountRules.Rate(new Check().Text(create.Name, "name", 60), create.RatePpm);
        var id = check.IdOrNew<PaymentAccountId>(create.Id, "id", work.Now);
        var method = PaymentWire.Name(create.Method);
        check.Refuse();
        var gateway = gateways.Find(method)
            ?? throw new Refusal(422, "method_not_available", "Method not available", $"{method} is not opened on this server.");
        if (await work.Db.LockAsync<PaymentAccountRow, PaymentAccountId>(work.Merchant, id, cancel) is { } existing)
            return existing.Name == create.Name && existing.Method == method ? AccountWire.From(existing) : throw Refusals.IdTaken(id.Value);

        var row = new PaymentAccountRow
        {
            MerchantId = work.Merchant,
            Id = id,
            CreatedAt = work.Now,
            Method = method,
            Name = create.Name,
            RatePpm = create.RatePpm,
            Enabled = true,
            Settings = "",
            SealedSecrets = "",
            SecretsSet = "",
        };
        AccountRules.Store(row, gateway, AccountWire.SettingsOf(create.WechatPay), AccountWire.SecretsOf(create.WechatPaySecrets), box);
        work.Db.Add(row);
        return AccountWire.From(row);
    }
}
