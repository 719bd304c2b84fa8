using Cowry.Server.Data;
using Cowry.Server.Events;
using Cowry.Server.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Payments;

/// <summary>
/// Asks the gateway about payments that are due: those whose customer has not paid yet, those to be closed, and ended ones for money that came late.
/// Due payments are claimed with row locks, so any number of processes may run this.
/// </summary>
internal sealed class PollPayments(Database database, AskGateway ask, Wakes wakes, TimeProvider time, ILogger<PollPayments> log)
    : Worker(wakes.Worker(PulseName), log)
{
    public const string PulseName = "payments";

    private const int Batch = 32;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(500);

    protected override async Task<TimeSpan> WorkAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (await database.NextDueAsync("payments", cancel) is not { } next || next > now)
            return Rest;
        var claims = await database.ClaimDueAsync("payments", now, Lease, Batch, cancel);
        await Parallel.ForEachAsync(claims, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancel }, AskAsync);
        return claims.Count == Batch ? TimeSpan.Zero : Rest;
    }

    private async ValueTask AskAsync(Claim claim, CancellationToken cancel)
    {
        try
        {
            await using var db = database.Open();
            var (merchant, id) = (claim.Merchant, new Primitives.PaymentId(claim.Id));
            var row = await db.Set<PaymentRow>().AsNoTracking().SingleAsync(p => p.MerchantId == merchant && p.Id == id, cancel);
            await ask.OnceAsync(row, cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "Payment {Payment} could not be asked about; its lease brings it back", claim.Id);
        }
    }
}
