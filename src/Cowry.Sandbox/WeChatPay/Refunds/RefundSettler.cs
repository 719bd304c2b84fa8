using Cowry.Sandbox.Phones;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>
/// Ends refunds when their time has come: the money goes back to the phone, the merchant is told. Open ones are in the database and are
/// taken up again after a restart.
/// </summary>
internal sealed class RefundSettler(Database database, Notifier notifier, TimeProvider time, IHostApplicationLifetime lifetime) : IHostedService
{
    private readonly LaterTasks tasks = new();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var refund in database.Read(db => db.OpenRefunds()))
            Settle(refund);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => tasks.Ended;

    public void Settle(Refund refund) => tasks.Run(refund.RefundId, () => Run(refund));

    private async Task Run(Refund refund)
    {
        try
        {
            var wait = refund.DueAt - time.GetUtcNow().ToUnixTimeMilliseconds();
            if (wait > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(wait), time, lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        if (await database.Write(db => Finish(db, refund)) is { } notification)
            _ = notifier.Send(notification);
    }

    private Notification? Finish(Db db, Refund refund)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var settled = refund with { Status = refund.Outcome, SettledAt = now };
        var order = db.Find(refund.Mchid, refund.OutTradeNo)!;
        db.Settle(settled);
        if (settled.Status == Refund.Success)
            db.Credit(order.Payer!, refund.Amount);
        if (refund.NotifyUrl is null)
            return null;
        var notification = WeChatNotifications.New(
            refund.Mchid, refund.NotifyUrl, $"REFUND.{settled.Status}", RefundJson.Notified(settled, order), order.AnswerSerial, now);
        db.Insert(notification);
        return notification;
    }
}
