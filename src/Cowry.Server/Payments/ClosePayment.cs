using Cowry.Domain.Payments;
using Cowry.Primitives;
using Cowry.Server.Api;
using Cowry.Server.Commands;

namespace Cowry.Server.Payments;

/// <summary>
/// POST /v1/payments/{id}/close. Marks the payment as unwanted and commits; then queries, closes and queries again. The answer shows how it ended:
/// closed, or succeeded when the customer was faster, or still pending when the gateway does not answer and the worker goes on.
/// </summary>
internal static class ClosePayment
{
    public static async Task<IResult> HandleAsync(string id, Request request, CommandRunner commands, AskGateway ask, CancellationToken cancel)
    {
        var begun = await commands.BeginAsync(request, work => WantAsync(work, id, cancel), cancel);
        if (begun.Replay is { } replay)
            return replay;
        var row = begun.Value!;
        if (row.Status == PaymentStatus.Pending)
            await ask.OnceAsync(row, CancellationToken.None);
        return await commands.FinishAsync(
            request,
            200,
            async work => PaymentWire.From((await work.Db.LockAsync<PaymentRow, PaymentId>(work.Merchant, id, CancellationToken.None))!, work.Now),
            CancellationToken.None);
    }

    private static async Task<PaymentRow> WantAsync(Work work, string id, CancellationToken cancel)
    {
        var row = await work.Db.LockAsync<PaymentRow, PaymentId>(work.Merchant, id, cancel);
        if (row is null || (work.Caller.Store is { } store && store != row.StoreId))
            throw Refusals.NotFound("payment", id);
        work.Unfinished = id;
        switch (row.Status)
        {
            case PaymentStatus.Pending:
                row.CloseWanted = true;
                break;
            case PaymentStatus.Succeeded when work.Resumed is null:
                throw new Refusal(409, "payment_already_succeeded", "Already paid", "The customer has paid; give the money back with a refund.");
            case PaymentStatus.Succeeded:
            case PaymentStatus.Closed:
            case PaymentStatus.Failed:
                break;
        }

        return row;
    }
}
