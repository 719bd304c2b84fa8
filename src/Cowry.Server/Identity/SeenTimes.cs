using System.Collections.Concurrent;
using Cowry.Primitives;
using Cowry.Server.ApiKeys;
using Cowry.Server.Data;
using Cowry.Server.Terminals;

namespace Cowry.Server.Identity;

/// <summary>When keys were last used and terminals last seen: noted in memory and written once a minute, so that no request waits for it.</summary>
internal sealed class SeenTimes(Database database, TimeProvider time, ILogger<SeenTimes> log) : BackgroundService
{
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(MerchantId, TerminalId), DateTimeOffset> _terminals = new();
    private readonly ConcurrentDictionary<(MerchantId, ApiKeyId), DateTimeOffset> _keys = new();

    public void Note(Caller caller, DateTimeOffset now)
    {
        if (caller.Terminal is { } terminal)
            _terminals[(caller.Merchant, terminal)] = now;
        else if (caller.ApiKey is { } key)
            _keys[(caller.Merchant, key)] = now;
    }

    /// <summary>Writes what was noted since the last time.</summary>
    public async Task WriteAsync(CancellationToken cancel)
    {
        var (terminals, keys) = (Take(_terminals), Take(_keys));
        if (terminals.Count + keys.Count == 0)
            return;
        await database.WriteAsync(
            async db =>
            {
                foreach (var ((merchant, terminal), at) in terminals)
                    await TerminalLookup.SeenAsync(db, merchant, terminal, at, cancel);
                foreach (var ((merchant, key), at) in keys)
                    await KeyCaller.UsedAsync(db, merchant, key, at, cancel);
                return (true, true);
            },
            cancel);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryWriteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Rest, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TryWriteAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The stop; what is left is written by StopAsync.
        }
    }

    private async Task TryWriteAsync(CancellationToken cancel)
    {
        try
        {
            await WriteAsync(cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogWarning(error, "Last-seen times were not written; the next round writes newer ones");
        }
    }

    // Always in the same order, so that two processes that write at once cannot lock each other out.
    private static List<KeyValuePair<(MerchantId Merchant, TId Id), DateTimeOffset>> Take<TId>(ConcurrentDictionary<(MerchantId Merchant, TId Id), DateTimeOffset> noted)
        where TId : struct, IId<TId>
    {
        var taken = new List<KeyValuePair<(MerchantId Merchant, TId Id), DateTimeOffset>>();
        foreach (var pair in noted)
        {
            if (noted.TryRemove(pair))
                taken.Add(pair);
        }

        taken.Sort((a, b) => string.CompareOrdinal(a.Key.Id.Value, b.Key.Id.Value));
        return taken;
    }
}
