using Cowry.Domain.Payments;
using Cowry.Primitives;
using Cowry.Server.Api;
using Cowry.Server.Commands;
using Cowry.Server.Data;
using Cowry.Server.PaymentAccounts;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Payments;

/// <summary>
/// POST /v1/notifications/{merchant}/{account}: a gateway says that money moved. Nothing in it is believed before its signature is verified with the
/// account's own keys; then it is one more way into <see cref="SettlePayment"/>, and it is answered only after the commit.
/// </summary>
internal static class ReceiveNotification
{
    public static async Task<IResult> HandleAsync(
        string merchant, string account, HttpContext http, Gateways gateways, CommandRunner commands, Database database, PaymentMetrics metrics,
        TimeProvider time, ILogger<PaymentMetrics> log)
    {
        var open = Id.TryParse<MerchantId>(merchant, out var merchantId) && Id.TryParse<PaymentAccountId>(account, out var accountId)
            ? await gateways.OpenAsync(merchantId, accountId, http.RequestAborted)
            : null;
        if (open is null)
            throw Refusals.NotFound("payment account", account);

        var body = await RequestBytes.ReadAsync(http);
        var headers = http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var read = await open.Gateway.ReadNotificationAsync(open.Account, new GatewayNotification(headers, body), time.GetUtcNow(), http.RequestAborted);
        var problem = read switch
        {
            GatewayAnswer<GatewayNews>.Done(GatewayNews.OfPayment(var heard)) => await SettleAsync(merchantId, open.Account.Id, heard, commands, database, metrics),
            GatewayAnswer<GatewayNews>.Rejected(var code, _) => code,
            GatewayAnswer<GatewayNews>.Unknown(var code, _) => code,
            _ => "notification_unreadable",
        };
        metrics.Notification(problem ?? "taken");
        if (problem is not null)
            log.LogWarning("A notification for {Account} was not taken: {Code}", open.Account.Id, problem);
        return Reply(open.Gateway.ReplyTo(problem is null, problem));
    }

    /// <summary>Settles in one transaction.</summary>
    /// <returns>Null when it was taken, or why it was not.</returns>
    private static async Task<string?> SettleAsync(
        MerchantId merchant, PaymentAccountId account, GatewayPayment heard, CommandRunner commands, Database database, PaymentMetrics metrics)
    {
        await using var db = database.Open();
        var id = await db.Set<PaymentRow>().AsNoTracking()
            .Where(p => p.MerchantId == merchant && p.AccountId == account && p.GatewayNumber == heard.Number)
            .Select(p => (PaymentId?)p.Id)
            .SingleOrDefaultAsync();
        if (id is null)
            return "notification_unknown_payment";

        return await commands.StepAsync(
            Request.Worker(merchant),
            async work =>
            {
                var row = (await work.Db.LockAsync<PaymentRow, PaymentId>(merchant, id.Value, CancellationToken.None))!;
                var before = row.Status;
                SettlePayment.Heard(work, row, heard);
                metrics.Ended(before, row, "notification");
                return row.ProblemCode == "gateway_amount_mismatch" ? row.ProblemCode : null;
            },
            CancellationToken.None);
    }

    private static IResult Reply(NotificationReply reply) =>
        reply.Body is null ? Results.StatusCode(reply.Status) : Results.Text(reply.Body, reply.ContentType, statusCode: reply.Status);
}
