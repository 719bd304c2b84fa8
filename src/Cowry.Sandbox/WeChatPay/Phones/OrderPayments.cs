using Cowry.Sandbox.Phones;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>A paid order and what the phone has left.</summary>
internal sealed record PaidBy(Order Order, long Balance);

/// <summary>
/// Pays orders. One payment is one transaction: the balance goes down, the order is paid, its notification is queued; all of it or nothing.
/// </summary>
internal sealed class OrderPayments(
    Database database, MerchantBook merchants, Notifier notifier, WeChatFaults faults, SandboxOptions options, TimeProvider time)
{
    /// <summary>The order that the content opens, payable or not, for the phone to show.</summary>
    public Order? Look(string content) => database.Read(db => ScannedContent.Find(db, merchants, content));

    /// <summary>Pays what the content opens; null when it opens no order.</summary>
    public async Task<PaidBy?> Pay(string user, string content)
    {
        if (Look(content) is null)
            return null;
        var (payment, notification) = await database.Write(db =>
        {
            var order = ScannedContent.Find(db, merchants, content) ?? throw PhoneRefusal.UnknownCode();
            var now = Now();
            RequirePayable(order.AsOf(now), now);
            RequireAddressee(order, user);
            db.EnsureUser(user, options.StartBalance, now);
            return Settle(db, order, user, now);
        });
        var firstTry = notification is null ? Task.CompletedTask : notifier.Send(notification);
        if (faults.Take(FaultPoint.Notify, "before_response"))
            await firstTry;
        return payment;
    }

    /// <summary>Pays with money made up for it, and waits until the shop was told.</summary>
    public async Task PayFromNowhere(Order order, string user)
    {
        await database.Write(db =>
        {
            db.EnsureUser(user, 0, Now());
            db.Credit(user, order.Total);
            return true;
        });
        var (_, notification) = await database.Write(db => Settle(db, order, user, Now()));
        if (notification is not null)
            await notifier.Send(notification);
    }

    /// <summary>Moves the money of an order that may be paid. Runs inside the caller's transaction.</summary>
    public (PaidBy Payment, Notification? Notification) Settle(Db db, Order order, string user, long now)
    {
        if (!db.Debit(user, order.Total))
            throw PhoneRefusal.BalanceShort(db.Balance(user), order.Total);
        var openid = order.Openid ?? OpenidBook.Of(user, order.Appid);
        var subOpenid = order.SubOpenid ?? (order.SubAppid is { } subAppid ? OpenidBook.Of(user, subAppid) : null);
        var paid = db.Pay(order, user, openid, subOpenid, now);
        var payment = new PaidBy(paid, db.Balance(user));
        if (paid.NotifyUrl is null)
            return (payment, null);
        var notification = WeChatNotifications.New(
            paid.Mchid, paid.NotifyUrl, "TRANSACTION.SUCCESS", TransactionJson.Bytes(paid), paid.AnswerSerial, now);
        db.Insert(notification);
        return (payment, notification);
    }

    private void RequirePayable(Order order, long now)
    {
        if (order.IsPaid)
            throw new PhoneRefusal(409, "order_already_paid", "This order is already paid.");
        var late = order.State == TradeState.Closed && faults.LateSuccessAfterClose;
        if (!late && order.State != TradeState.NotPay)
            throw new PhoneRefusal(409, "order_closed", "The shop has closed this order.");
        if (!late && order.ExpiresAt <= now)
            throw new PhoneRefusal(410, "order_expired", "The time to pay this order has run out.");
        if (order.CodeExpiresAt <= now)
            throw new PhoneRefusal(410, "code_expired", "This code is too old; the shop must show a new one.");
    }

    private static void RequireAddressee(Order order, string user)
    {
        var mine = (order.Openid is null || order.Openid == OpenidBook.Of(user, order.Appid))
            && (order.SubOpenid is null || order.SubOpenid == OpenidBook.Of(user, order.SubAppid!));
        if (!mine)
            throw new PhoneRefusal(403, "not_your_order", "This order was made for another user's openid.");
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}

/// <summary>The fault <c>before_create_response</c>: the order is paid, and the shop told, before the shop has the answer to its request.</summary>
internal sealed class PayEarly(OrderPayments payments, OpenidBook openids, WeChatFaults faults)
{
    public async Task BeforeAnswer(Order order)
    {
        if (!faults.Take(FaultPoint.Notify, "before_create_response"))
            return;
        var user = order.Openid is { } openid ? openids.UserOf(openid, order.Appid) : null;
        await payments.PayFromNowhere(order, user ?? "early_bird");
    }
}
