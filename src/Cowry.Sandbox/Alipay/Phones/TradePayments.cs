using Cowry.Sandbox.Phones;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.Alipay;

/// <summary>
/// Pays trades. One payment is one transaction: the balance goes down, the trade is paid, its notification is queued; all of it or nothing.
/// </summary>
internal sealed class TradePayments(
    Database database, Notifier notifier, AlipayNotifications notifications, AlipayFaults faults, SandboxOptions options, TimeProvider time)
{
    /// <summary>The trade that the content opens; null when it opens none. The first phone that scans an order code begins its trade.</summary>
    public async Task<Trade?> Scan(string user, string content)
    {
        if (database.Read(db => ScannedCode.Find(db, content)) is null)
            return null;
        return await database.Write(db =>
        {
            var now = Now();
            var trade = ScannedCode.Find(db, content)!.AsOf(now);
            RequireAddressee(trade, user);
            return CanBegin(trade, now) ? db.Save(trade.Begin(user, now)) : trade;
        });
    }

    /// <summary>Pays what the content opens; null when it opens nothing.</summary>
    public async Task<(Trade Trade, long Balance)?> Pay(string user, string content)
    {
        if (database.Read(db => ScannedCode.Find(db, content)) is null)
            return null;
        var (trade, balance, notification) = await database.Write(db =>
        {
            var now = Now();
            db.EnsureUser(user, options.StartBalance, now);
            var found = ScannedCode.Find(db, content)!.AsOf(now);
            RequireAddressee(found, user);
            RequirePayable(found, now);
            var (paid, told) = Settle(db, found.TradeNo is null ? db.Save(found.Begin(user, now)) : found, now);
            return (paid, db.Balance(user), told);
        });
        await Tell(notification, faults.Take(FaultPoint.Notify, "before_response"));
        return (trade, balance);
    }

    /// <summary>The password was typed.</summary>
    public async Task<(Trade Trade, long Balance)> Confirm(string user)
    {
        var (trade, balance, notification) = await database.Write(db =>
        {
            var now = Now();
            var (paid, told) = Settle(db, db.FindPromptedTrade(user, now) ?? throw PhoneRefusal.NoPrompt(), now);
            return (paid, db.Balance(user), told);
        });
        await Tell(notification, faults.Take(FaultPoint.Notify, "before_response"));
        return (trade, balance);
    }

    /// <summary>
    /// The password box is gone; the trade waits on, as it does when a live customer turns away: only time or the shop's cancel ends it.
    /// </summary>
    public Task<Trade> Decline(string user) => database.Write(db =>
        db.Save((db.FindPromptedTrade(user, Now()) ?? throw PhoneRefusal.NoPrompt()) with { Prompted = false }));

    /// <summary>Pays with money made up for it, and waits until the shop was told.</summary>
    public async Task PayFromNowhere(Trade trade, string user)
    {
        var notification = await database.Write(db =>
        {
            var now = Now();
            db.EnsureUser(user, 0, now);
            db.Credit(user, trade.Total);
            return Settle(db, trade.TradeNo is null ? db.Save(trade.Begin(user, now)) : trade, now).Notification;
        });
        await Tell(notification, waitForIt: true);
    }

    /// <summary>Moves the money of a trade that may be paid by its buyer. Runs inside the caller's transaction.</summary>
    public (Trade Trade, Notification? Notification) Settle(Db db, Trade trade, long now)
    {
        if (!db.Debit(trade.Buyer!, trade.Total))
            throw PhoneRefusal.BalanceShort(db.Balance(trade.Buyer!), trade.Total);
        var paid = db.Save(trade.Paid(now));
        var notification = notifications.Paid(paid, now);
        if (notification is not null)
            db.Insert(notification);
        return (paid, notification);
    }

    /// <summary>Sends what is in the database; waits for the first try when told to.</summary>
    public async Task Tell(Notification? notification, bool waitForIt)
    {
        var firstTry = notification is null ? Task.CompletedTask : notifier.Send(notification);
        if (waitForIt)
            await firstTry;
    }

    /// <summary>Whether the trade may be paid now, the buyer aside.</summary>
    public bool Payable(Trade trade, long now) => trade.Status switch
    {
        TradeStatus.Unscanned => CanBegin(trade, now),
        TradeStatus.Wait => !trade.Prompted && trade.Kind != TradeKind.Pay,
        TradeStatus.Closed => trade.PaidAt is null && faults.LateSuccessAfterClose && trade.Kind != TradeKind.Pay,
        _ => false,
    };

    private static bool CanBegin(Trade trade, long now) => trade.Status == TradeStatus.Unscanned && trade.CodeExpiresAt > now;

    private void RequirePayable(Trade trade, long now)
    {
        if (trade.IsPaid || trade.PaidAt is not null)
            throw new PhoneRefusal(409, "order_already_paid", "This order is already paid.");
        if (Payable(trade, now))
            return;
        throw trade.Status == TradeStatus.Unscanned
            ? new PhoneRefusal(410, "code_expired", "This code is too old; the shop must show a new one.")
            : trade.ClosedAt is not null && trade.ClosedAt == trade.ExpiresAt
                ? new PhoneRefusal(410, "order_expired", "The time to pay this order has run out.")
                : new PhoneRefusal(409, "order_closed", "The shop has closed this order.");
    }

    private static void RequireAddressee(Trade trade, string user)
    {
        if (trade.Buyer is { } buyer && buyer != user)
            throw new PhoneRefusal(403, "not_your_order", "Another phone has scanned this code first, or the order was made for another user.");
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}

/// <summary>The fault <c>before_create_response</c>: the trade is paid, and the shop told, before the shop has the answer to its request.</summary>
internal sealed class PayEarly(TradePayments payments, AlipayFaults faults)
{
    public async Task BeforeAnswer(Trade trade)
    {
        if (faults.Take(FaultPoint.Notify, "before_create_response"))
            await payments.PayFromNowhere(trade, trade.Buyer ?? "early_bird");
    }
}
