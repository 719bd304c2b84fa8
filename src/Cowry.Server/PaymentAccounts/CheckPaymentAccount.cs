using Cowry.Client.PaymentAccounts;
using Cowry.Domain.Payments;
using Cowry.Primitives;
using Cowry.Server.Api;
using Cowry.Server.Commands;

namespace Cowry.Server.PaymentAccounts;

/// <summary>POST /v1/payment_accounts/{id}/check: talks to the gateway with the stored credentials, says plainly what is wrong and remembers it.</summary>
internal static class CheckPaymentAccount
{
    public static async Task<IResult> HandleAsync(string id, Request request, CommandRunner commands, Gateways gateways, CancellationToken cancel)
    {
        var merchant = request.Caller.Merchant;
        var open = (Id.TryParse<PaymentAccountId>(id, out var accountId) ? await gateways.OpenAsync(merchant, accountId, cancel) : null)
            ?? throw Refusals.NotFound("payment account", id);
        var findings = await open.Gateway.CheckAsync(open.Account, cancel);
        var ok = findings.All(f => f.Level != FindingLevel.Error);
        return await commands.RunAsync(
            request,
            200,
            async work =>
            {
                var row = (await work.Db.LockAsync<PaymentAccountRow, PaymentAccountId>(merchant, id, cancel))!;
                (row.CheckedAt, row.CheckOk) = (work.Now, ok);
                return new PaymentAccountCheck
                {
                    Ok = ok,
                    At = work.Now,
                    Findings = [.. findings.Select(f => new CheckFinding(f.Level == FindingLevel.Error ? CheckLevel.Error : CheckLevel.Warning, f.Code, f.Chinese, f.English))],
                };
            },
            cancel);
    }
}
