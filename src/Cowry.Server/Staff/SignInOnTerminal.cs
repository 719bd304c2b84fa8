using System.Text.Json;
using Cowry.Client;
using Cowry.Client.Events;
using Cowry.Client.Staff;
using Cowry.Server.Api;
using Cowry.Server.Commands;
using Cowry.Server.Identity;
using Cowry.Server.Terminals;

namespace Cowry.Server.Staff;

/// <summary>
/// POST /v1/staff_sessions: number and PIN on a paired terminal. An attempt is counted and committed before its PIN is looked at: however many
/// guesses run at once, on however many processes, no more are looked at than the lock allows.
/// </summary>
internal static class SignInOnTerminal
{
    private const string Purpose = "staff-session";

    /// <summary>A shift's length; nobody stays signed in into the next.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(16);

    public static async Task<Answer> HandleAsync(Body<SignInStaff> body, Request request, CommandRunner commands, ISecretBox box, CancellationToken cancel)
    {
        var who = body.Value;
        new Check().Number(who.Number).Pin(who.Pin).Refuse();
        var attempt = await commands.StepAsync(request, work => PinAttempts.CountAsync(work, who.Number, cancel), cancel);
        if (attempt.LockedFor is { } wait)
            throw PinAttempts.LockedOut(wait);
        if (!Pins.Verify(attempt.PinHash, who.Pin))
        {
            if (attempt.Locks is { } locked)
            {
                await commands.StepAsync(request, work => PinAttempts.AnnounceLockAsync(work, who.Number, cancel), cancel);
                throw PinAttempts.LockedOut(locked);
            }

            throw WrongPin();
        }

        var answer = await commands.RunAsync(request, 201, work => SignInAsync(work, who.Number, attempt.PinHash!, box, cancel), cancel);
        if (answer.Replayed)
            await commands.StepAsync(request, work => PinAttempts.ForgiveAsync(work, who.Number, cancel), cancel);
        return Reveal(answer, box);
    }

    private static async Task<StaffSession> SignInAsync(Work work, string number, string pinHash, ISecretBox box, CancellationToken cancel)
    {
        var terminal = work.Caller.Terminal!.Value;
        var store = await TerminalLookup.ActiveStoreAsync(work.Db, work.Merchant, terminal, cancel)
            ?? throw new Refusal(401, "terminal_revoked", "The terminal was revoked", "Pair it anew.");
        var row = await PinAttempts.LockRowAsync(work, number, cancel);
        // The person may have been deactivated or given another PIN while this one was looked at.
        if (row is not { Active: true } || row.PinHash != pinHash)
            throw WrongPin();
        (row.Failures, row.LockedUntil) = (0, null);

        var token = SecretTokens.New(SecretTokens.StaffSession);
        var session = new StaffSessionRow
        {
            TokenHash = SecretTokens.Hash(token),
            MerchantId = work.Merchant,
            StaffId = row.Id,
            TerminalId = terminal,
            StoreId = store,
            CreatedAt = work.Now,
            ExpiresAt = work.Now + Lifetime,
        };
        work.Db.Add(session);
        var member = StaffWire.From(row, work.Now);
        work.Append(store.Value, EventTypes.StaffSignedIn, member);
        return new StaffSession
        {
            Token = box.Seal(Purpose, token),
            ExpiresAt = session.ExpiresAt,
            Staff = member,
            Scopes = [.. RoleScopes.Of(row.Role)],
        };
    }

    // The answer that an idempotency key keeps has the token sealed; only what goes over the wire has it in the clear.
    private static Answer Reveal(Answer answer, ISecretBox box)
    {
        var session = JsonSerializer.Deserialize<StaffSession>(answer.Json!, Wire.Json)!;
        return Answer.Of(answer.Status, session with { Token = box.Open(Purpose, session.Token) }) with { Replayed = answer.Replayed };
    }

    private static Refusal WrongPin() => new(401, "wrong_pin", "Number or PIN is wrong", "Try again; after five wrong tries the number is locked for a while.");
}
