using Cowry.Client.Payments;
using Cowry.Domain.Printing;
using Cowry.Primitives;
using Cowry.Server.Data;
using Cowry.Server.Staff;
using Cowry.Server.Stores;
using Cowry.Server.Terminals;

namespace Cowry.Server.Printing;

/// <summary>Gathers what stands on a payment's receipt.</summary>
internal static class ReceiptOfPayment
{
    public static async Task<ReceiptDocument> MakeAsync(CowryContext db, MerchantId merchant, Payment payment, CancellationToken cancel)
    {
        var store = (await StoreLookup.FindAsync(db, merchant, new StoreId(payment.Store), cancel))!;
        var cashier = payment.Staff is { } staff ? await StaffLookup.NameAsync(db, merchant, new StaffId(staff), cancel) : null;
        var terminal = payment.Terminal is { } at ? await TerminalLookup.NameAsync(db, merchant, new TerminalId(at), cancel) : null;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(store.TimeZone);
        return PaymentReceipt.Make(new PaymentReceiptFacts(
            store.Name,
            new Money(payment.Amount),
            Label(payment.Method),
            TimeZoneInfo.ConvertTime(payment.SucceededAt ?? payment.CreatedAt, zone),
            payment.Number,
            store.Phone,
            store.Address,
            payment.GatewayTransaction,
            payment.Description,
            cashier,
            terminal,
            payment.Late));
    }

    private static ReceiptLabel Label(PaymentMethod method) => method switch
    {
        PaymentMethod.WechatPay => new("微信支付", "WeChat Pay"),
        PaymentMethod.Alipay => new("支付宝", "Alipay"),
        PaymentMethod.Unionpay => new("银联", "UnionPay"),
        PaymentMethod.Cash => new("现金", "Cash"),
        PaymentMethod.StoredValue => new("储值", "Stored value"),
        PaymentMethod.GroupVoucher => new("团购券", "Voucher"),
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "not a method"),
    };
}
