using Cowry.Domain.Payments;
using Cowry.Primitives;
using Cowry.Server.Commands;
using Cowry.Server.Data;
using Cowry.Server.Hosting;
using Cowry.Server.PaymentAccounts;
using Cowry.Server.Stores;

namespace Cowry.Server.Payments;

/// <summary>
/// Finds out how a payment stands and brings it on: the same steps for the worker, for a cancel and for whoever asks. Calls the gateway between
/// transactions, never inside one.
/// </summary>
internal sealed class AskGateway(Gateways gateways, CommandRunner commands, Database database, PublicUrl publicUrl, PaymentMetrics metrics, TimeProvider time)
{
    /// <summary>A payment whose QR was never got, because the gateway did not answer or the process died.</summary>
    public static bool NeedsQr(PaymentRow row) => row is { Status: PaymentStatus.Pending, QrContent: null, CloseWanted: false };

    /// <summary>Asks for the QR.</summary>
    /// <param name="row">The payment.</param>
    /// <param name="storeName">Its store's name where the caller knows it; looked up otherwise.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<GatewayAnswer<GatewayQr>> ForQrAsync(PaymentRow row, string? storeName, CancellationToken cancel)
    {
        if (await gateways.OpenAsync(row.MerchantId, row.AccountId, cancel) is not { } open)
            return new GatewayAnswer<GatewayQr>.Rejected("no_payment_account", "The payment account is gone.");
        var store = storeName ?? await StoreNameAsync(row, cancel);
        var order = new GatewayOrder(
            row.GatewayNumber, row.CreatedAt, row.Amount, row.Description ?? store, row.ExpiresAt,
            $"{publicUrl.Value}/v1/notifications/{row.MerchantId}/{row.AccountId}", store, row.TerminalId?.Value);
        return await open.Gateway.ShowQrAsync(open.Account, order, cancel);
    }

    /// <summary>
    /// One round with the gateway. Pending: gets the missing QR, or queries, and closes what is to be closed or has expired. Ended without money:
    /// queries for money that came late. Returns the payment as it is then.
    /// </summary>
    public async Task<PaymentRow> OnceAsync(PaymentRow row, CancellationToken cancel)
    {
        if (NeedsQr(row) && time.GetUtcNow() < row.ExpiresAt)
        {
            var answer = await ForQrAsync(row, null, cancel);
            return await ChangeAsync(row, (work, current) => SettlePayment.QrAnswered(work, current, answer), cancel);
        }

        if (await gateways.OpenAsync(row.MerchantId, row.AccountId, cancel) is not { } open)
            return row;
        var asked = await open.Gateway.QueryAsync(open.Account, Reference(row), cancel);
        if (!IsToBeClosed(row) || asked is not GatewayAnswer<GatewayPayment>.Done { Value.State: GatewayPaymentState.Open or GatewayPaymentState.NotFound })
            return await ChangeAsync(row, (work, current) => Take(work, current, asked), cancel);
        return await CloseAsync(row, open, cancel);
    }

    private static GatewayReference Reference(PaymentRow row) => new(row.GatewayNumber, row.CreatedAt, row.GatewayTransaction);

    private bool IsToBeClosed(PaymentRow row) =>
        row.Status == PaymentStatus.Pending && (row.CloseWanted || time.GetUtcNow() >= row.ExpiresAt);

    /// <summary>Closes, and asks once more: a customer may have paid between the query and the close.</summary>
    private async Task<PaymentRow> CloseAsync(PaymentRow row, OpenGateway open, CancellationToken cancel)
    {
        var closed = await open.Gateway.CloseAsync(open.Account, Reference(row), cancel);
        var asked = await open.Gateway.QueryAsync(open.Account, Reference(row), cancel);
        return await ChangeAsync(
            row,
            (work, current) =>
            {
                var gone = closed is GatewayAnswer<GatewayClosed>.Done
                    && asked is GatewayAnswer<GatewayPayment>.Done { Value.State: GatewayPaymentState.NotFound };
                if (gone)
                    SettlePayment.Closed(work, current);
                else
                    Take(work, current, asked);
            },
            cancel);
    }

    private static void Take(Work work, PaymentRow row, GatewayAnswer<GatewayPayment> asked)
    {
        var before = row.Status;
        switch (asked)
        {
            case GatewayAnswer<GatewayPayment>.Done(var heard):
                SettlePayment.Heard(work, row, heard);
                break;
            case GatewayAnswer<GatewayPayment>.Rejected(var code, var message):
                SettlePayment.Unsure(row, code, message);
                break;
            case GatewayAnswer<GatewayPayment>.Unknown(var code, var message):
                SettlePayment.Unsure(row, code, message);
                break;
        }

        if (row.Status == before)
            Wait(work, row);
    }

    /// <summary>Sets the next moment to ask, when this round brought no end.</summary>
    private static void Wait(Work work, PaymentRow row)
    {
        row.Polls++;
        if (row.Status == PaymentStatus.Pending)
        {
            var next = work.Now + PollSchedule.Next(row.Polls);
            SettlePayment.Schedule(row, next > row.ExpiresAt && work.Now < row.ExpiresAt ? row.ExpiresAt : next);
        }
        else
        {
            SettlePayment.Schedule(row, row.Status != PaymentStatus.Succeeded && row.Polls < PollSchedule.AfterTheEnd.Count
                ? work.Now + PollSchedule.AfterTheEnd[row.Polls]
                : null);
        }
    }

    private async Task<PaymentRow> ChangeAsync(PaymentRow row, Action<Work, PaymentRow> change, CancellationToken cancel)
    {
        var after = await commands.StepAsync(
            Request.Worker(row.MerchantId),
            async work =>
            {
                var current = (await work.Db.LockAsync<PaymentRow, PaymentId>(work.Merchant, row.Id, cancel))!;
                change(work, current);
                return current;
            },
            cancel);
        metrics.Ended(row.Status, after, "poll");
        return after;
    }

    private async Task<string> StoreNameAsync(PaymentRow row, CancellationToken cancel)
    {
        await using var db = database.Open();
        return (await StoreLookup.FindAsync(db, row.MerchantId, row.StoreId, cancel))!.Name;
    }
}
