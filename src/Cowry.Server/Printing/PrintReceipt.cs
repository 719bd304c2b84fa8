using Cowry.Client.Printing;
using Cowry.Primitives;
using Cowry.Server.Api;
using Cowry.Server.Commands;
using Cowry.Server.Payments;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Printing;

/// <summary>POST /v1/print_jobs: a receipt for a payment that did not print by itself, or on another printer. A second one is marked as a copy.</summary>
internal static class PrintReceipt
{
    public static Task<Answer> HandleAsync(Body<CreatePrintJob> body, Request request, CommandRunner commands, CancellationToken cancel) =>
        commands.RunAsync(request, 201, work => PrintAsync(work, body.Value, cancel), cancel);

    private static async Task<PrintJob> PrintAsync(Work work, CreatePrintJob create, CancellationToken cancel)
    {
        var check = new Check();
        var id = check.IdOrNew<PrintJobId>(create.Id, "id", work.Now);
        var paymentId = check.Id<PaymentId>(create.Payment, "payment");
        check.Refuse();
        if (await work.Db.LockAsync<PrintJobRow, PrintJobId>(work.Merchant, id, cancel) is { } existing)
            return existing.PaymentId == paymentId ? PrintingWire.From(existing) : throw Refusals.IdTaken(id.Value);

        var payment = await PaymentsApi.FindAsync(work.Db, work.Caller, paymentId, work.Now, cancel) ?? throw Refusals.NotFound("payment", create.Payment);
        if (payment.Status != Client.Payments.PaymentStatus.Succeeded)
            throw new Refusal(409, "payment_not_succeeded", "Not paid", "A receipt is printed for a payment that succeeded.");
        var printer = create.Printer is { } wanted
            ? await ReadPrinters.FindAsync(work.Db, work.Caller, wanted, cancel)
            : await QueueJob.PrinterOfAsync(work.Db, work.Merchant, new StoreId(payment.Store), cancel)
                ?? throw new Refusal(422, "no_printer", "No printer", "The store has no enabled printer.");
        var document = await ReceiptOfPayment.MakeAsync(work.Db, work.Merchant, payment, cancel);
        return PrintingWire.From(QueueJob.Queue(
            work, printer, PrintJobKind.Receipt, document, paymentId, id, copy: await CopiesAsync(work, paymentId, cancel) + 1));
    }

    /// <summary>How many jobs a payment's receipt has had.</summary>
    public static Task<int> CopiesAsync(Work work, PaymentId payment, CancellationToken cancel)
    {
        var merchant = work.Merchant;
        return work.Db.Set<PrintJobRow>().CountAsync(j => j.MerchantId == merchant && j.PaymentId == payment, cancel);
    }
}
