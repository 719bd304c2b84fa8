using System.Text.Json;
using Cowry.Client;
using Cowry.Client.Events;
using Cowry.Client.Payments;
using Cowry.Client.Printing;
using Cowry.Primitives;
using Cowry.Server.Commands;
using Cowry.Server.Events;

namespace Cowry.Server.Printing;

/// <summary>Queues the receipt of a payment that succeeded, on the store's first printer, unless the payment was asked for without one.</summary>
internal sealed class OnPaymentSucceeded : IConsumer
{
    public string Name => "print_receipts";

    public IReadOnlyList<string> Types { get; } = [EventTypes.PaymentSucceeded];

    public async Task HandleAsync(Work work, EventRow e, CancellationToken cancel)
    {
        var payment = JsonSerializer.Deserialize<Payment>(e.Data, Wire.Json)!;
        if (!payment.AutoPrint)
            return;
        var store = new StoreId(payment.Store);
        if (await QueueJob.PrinterOfAsync(work.Db, work.Merchant, store, cancel) is not { } printer)
            return;
        var document = await ReceiptOfPayment.MakeAsync(work.Db, work.Merchant, payment, cancel);
        QueueJob.Queue(work, printer, PrintJobKind.Receipt, document, new PaymentId(payment.Id), Id.New<PrintJobId>(work.Now));
    }
}
