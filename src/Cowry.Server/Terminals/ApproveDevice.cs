using Cowry.Client.Events;
using Cowry.Client.Terminals;
using Cowry.Primitives;
using Cowry.Server.Api;
using Cowry.Server.Commands;
using Cowry.Server.Stores;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Terminals;

/// <summary>POST /v1/terminals: gives the device that shows the code a name and a store; its next question to the token endpoint is answered.</summary>
internal static class ApproveDevice
{
    public static async Task<Answer> HandleAsync(
        Body<PairTerminal> body, Request request, CommandRunner commands, UserCodeGuesses guesses, CancellationToken cancel)
    {
        guesses.Allow(request.Caller.Merchant);
        try
        {
            return await commands.RunAsync(request, 201, work => PairAsync(work, body.Value, cancel), cancel);
        }
        catch (Refusal refusal) when (refusal.Code == "invalid_user_code")
        {
            guesses.Missed(request.Caller.Merchant);
            throw;
        }
    }

    private static async Task<Terminal> PairAsync(Work work, PairTerminal pair, CancellationToken cancel)
    {
        var check = new Check().Text(pair.Name, "name", 60);
        var store = check.Id<StoreId>(pair.Store, "store");
        check.Refuse();
        await StoreLookup.RequireAsync(work.Db, work.Caller, store, cancel);

        var now = work.Now;
        var terminal = Id.New<TerminalId>(now);
        var code = UserCode.Read(pair.UserCode) ?? throw Unknown();
        // One statement decides: of two approvals of one code the second finds it taken.
        var approved = await work.Db.Set<DeviceRequestRow>()
            .Where(r => r.UserCode == code && r.TerminalId == null && r.ExpiresAt > now)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.MerchantId, work.Merchant).SetProperty(r => r.TerminalId, terminal), cancel);
        if (approved == 0)
            throw Unknown();

        var made = new TerminalRow
        {
            MerchantId = work.Merchant,
            Id = terminal,
            CreatedAt = now,
            Name = pair.Name.Trim(),
            StoreId = store,
            Status = TerminalStatus.Active,
        };
        work.Db.Add(made);
        var wire = TerminalWire.From(made);
        work.Append(store.Value, EventTypes.TerminalPaired, wire);
        return wire;
    }

    private static Refusal Unknown() =>
        new(404, "invalid_user_code", "No device shows this code", "The code is wrong, was used already or has run out; the device shows a new one.");
}
