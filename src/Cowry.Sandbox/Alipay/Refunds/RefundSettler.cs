using Cowry.Sandbox.Phones;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.Alipay;

/// <summary>
/// Ends refunds that the fault <c>processing</c> has held back: the money goes back to the phone. Open ones are in the database and are
/// taken up again after a restart.
/// </summary>
internal sealed class RefundSettler(Database database, TimeProvider time, IHostApplicationLifetime lifetime) : IHostedService
{
    private readonly LaterTasks tasks = new();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var refund in database.Read(db => db.OpenAlipayRefunds()))
            Settle(refund);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => tasks.Ended;

    public void Settle(Refund refund) => tasks.Run($"{refund.TradeNo}/{refund.OutRequestNo}", () => Run(refund));

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

        await database.Write(db =>
        {
            db.Settle(refund with { Status = Refund.Success, SettledAt = time.GetUtcNow().ToUnixTimeMilliseconds() });
            db.Credit(db.FindByTradeNo(refund.TradeNo)!.Buyer!, refund.Amount);
            return true;
        });
    }
}
