using System.Globalization;
using Cowry.Client.Events;
using Cowry.Client.Payments;
using Cowry.Domain.Payments;
using Cowry.Primitives;
using Cowry.Server.Api;
using Cowry.Server.Commands;
using Cowry.Server.Data;
using Cowry.Server.Hosting;
using Cowry.Server.PaymentAccounts;
using Cowry.Server.Stores;
using PaymentStatus = Cowry.Domain.Payments.PaymentStatus;

namespace Cowry.Server.Payments;

/// <summary>
/// POST /v1/payments. Stores the intent with our number at the gateway and commits; asks the gateway for the QR; stores what it said. A crash in
/// between leaves a pending payment that <see cref="PollPayments"/> takes up; a gateway that says nothing leaves one that is shown as unsure.
/// </summary>
internal static class TakePayment
{
    /// <summary>The most that one payment may be: a million yuan.</summary>
    private const long MaxAmount = 100_000_000;

    /// <summary>After this the worker takes up an intent whose request died.</summary>
    private static readonly TimeSpan Orphaned = TimeSpan.FromSeconds(12);

    public static async Task<IResult> HandleAsync(
        Body<CreatePayment> body, Request request, CommandRunner commands, AskGateway ask, ServerOptions options, CancellationToken cancel)
    {
        var create = body.Value;
        Validate(create);
        var begun = await commands.BeginAsync(request, work => IntendAsync(work, create, options, cancel), cancel);
        if (begun.Replay is { } replay)
            return replay;

        // From here on the caller's leaving changes nothing: the intent is there and its answer is wanted.
        var (row, storeName) = begun.Value;
        var answer = AskGateway.NeedsQr(row) ? await ask.ForQrAsync(row, storeName, CancellationToken.None) : null;
        return await commands.FinishAsync(
            request,
            201,
            async work =>
            {
                var current = (await work.Db.LockAsync<PaymentRow, PaymentId>(work.Merchant, row.Id, CancellationToken.None))!;

                // A request so slow that the worker took its intent up has had its code replaced by the worker's.
                if (answer is not null && current.DueAt == row.DueAt)
                    SettlePayment.QrAnswered(work, current, answer);
                return PaymentWire.From(current, work.Now);
            },
            CancellationToken.None);
    }

    private static void Validate(CreatePayment create)
    {
        var check = new Check()
            .Range(create.Amount, "amount", 1, MaxAmount)
            .That(create.Currency == "CNY", "currency", "must be CNY")
            .OptionalText(create.Description, "description", 127)
            .OptionalText(create.Order, "order", 40)
            .That(create.Flow == PaymentFlow.ShowQr, "flow", "must be show_qr: no other flow is opened yet")
            .That(create.Code is null, "code", "goes with flow scan_code only");
        check.Id<StoreId>(create.Store, "store");
        if (create.Id is not null)
            check.Id<PaymentId>(create.Id, "id");
        check.Refuse();
    }

    private static async Task<(PaymentRow Row, string? StoreName)> IntendAsync(Work work, CreatePayment create, ServerOptions options, CancellationToken cancel)
    {
        var hash = $"{create.Store}|{create.Amount}|{create.Method}|{create.Flow}|{create.Description}|{create.Order}|{create.AutoPrint}";
        if ((work.Resumed ?? create.Id) is { } known
            && await work.Db.LockAsync<PaymentRow, PaymentId>(work.Merchant, known, cancel) is { } existing)
        {
            work.Unfinished = known;
            return existing.RequestHash == hash ? (existing, null) : throw Refusals.IdTaken(known);
        }

        var store = await StoreLookup.RequireAsync(work.Db, work.Caller, new StoreId(create.Store), cancel);
        var account = await AccountAsync(work, create.Method, cancel);
        var row = new PaymentRow
        {
            MerchantId = work.Merchant,
            Id = create.Id is { } id ? new PaymentId(id) : Id.New<PaymentId>(work.Now),
            CreatedAt = work.Now,
            StoreId = store.Id,
            TerminalId = work.Caller.Terminal,
            StaffId = work.Caller.Staff,
            Amount = new Money(create.Amount),
            Method = account.Method,
            Flow = PaymentWire.Name(create.Flow),
            Status = PaymentStatus.Pending,
            Description = create.Description,
            OrderRef = create.Order,
            AutoPrint = create.AutoPrint,
            Number = await NumberAsync(work, store, cancel),
            RequestHash = hash,
            AccountId = account.Id,
            RatePpm = account.RatePpm,
            GatewayNumber = GatewayNumber.New(work.Now),
            ExpiresAt = work.Now + options.QrLifetime,
            DueAt = work.Now + Orphaned,
        };
        work.Db.Add(row);
        work.Unfinished = row.Id.Value;
        work.Append(row.StoreId.Value, EventTypes.PaymentCreated, PaymentWire.From(row, work.Now));
        return (row, store.Name);
    }

    private static async Task<AccountFacts> AccountAsync(Work work, PaymentMethod? method, CancellationToken cancel)
    {
        var name = PaymentWire.Name(method ?? PaymentMethod.WechatPay);
        if (method is not (null or PaymentMethod.WechatPay))
            throw new Refusal(422, "method_not_available", "Method not available", $"{name} is not opened on this server.");
        return await PaymentAccountsApi.FirstEnabledAsync(work.Db, work.Merchant, name, cancel)
            ?? throw new Refusal(422, "no_payment_account", "No payment account", $"The merchant has no enabled {name} account. Add one in the back office.");
    }

    private static async Task<string> NumberAsync(Work work, StoreFacts store, CancellationToken cancel)
    {
        var local = TimeZoneInfo.ConvertTime(work.Now, TimeZoneInfo.FindSystemTimeZoneById(store.TimeZone));
        var day = (local.Year * 10000) + (local.Month * 100) + local.Day;
        var last = await work.Db.NextPaymentNumberAsync(work.Merchant, store.Id, day, cancel);
        return string.Create(CultureInfo.InvariantCulture, $"{local:MMdd}-{last:0000}");
    }
}
