using Cowry.Server.Api;
using Cowry.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Commands;

/// <summary>Takes a key inside the transaction of its work. Of two requests at once the second waits for the first's commit and then replays it.</summary>
internal static class IdempotencyKeys
{
    public static async Task<KeyClaim> ClaimAsync(CowryContext db, Request request, DateTimeOffset now, TimeSpan hold, CancellationToken cancel)
    {
        var merchant = request.Caller.Merchant;
        var inserted = await db.InsertKeyAsync(merchant, request.Key!, request.Hash, now, now + hold, cancel);
        if (inserted)
            return new KeyClaim(Inserted(db, request, now, hold), null, null);

        var row = await db.Set<IdempotencyRow>().SingleAsync(r => r.MerchantId == merchant && r.Key == request.Key, cancel);
        if (row.RequestHash != request.Hash)
            throw new Refusal(422, "idempotency_key_reused", "Idempotency key reused", "This key came with another request before.");
        if (row.Status is { } status)
            return new KeyClaim(row, new Answer(status, row.Body, Replayed: true), null);
        if (row.HeldUntil > now)
        {
            throw new Refusal(409, "idempotency_key_in_progress", "Still running", "The first request with this key has not ended yet.")
            {
                RetryAfter = row.HeldUntil - now,
            };
        }

        row.HeldUntil = now + hold;
        return new KeyClaim(row, null, row.Resource);
    }

    /// <summary>The row that was just inserted, known without reading it.</summary>
    private static IdempotencyRow Inserted(CowryContext db, Request request, DateTimeOffset now, TimeSpan hold)
    {
        var row = new IdempotencyRow { MerchantId = request.Caller.Merchant, Key = request.Key!, RequestHash = request.Hash, At = now, HeldUntil = now + hold };
        db.Attach(row);
        return row;
    }
}

/// <summary>A key in hand: replay it, go on with what it began, or fill it.</summary>
internal sealed record KeyClaim(IdempotencyRow? Row, Answer? Replay, string? Resumed)
{
    public static readonly KeyClaim None = new(null, null, null);

    public void Answer(Answer answer)
    {
        Row!.Status = answer.Status;
        Row.Body = answer.Json;
    }

    public void LeaveOpen(string? resource) => Row!.Resource = resource;
}
