using System.Collections.Concurrent;
using Cowry.Domain.Printing;

namespace Cowry.Printing.Tcp;

/// <summary>
/// Lets one job at a time at each device, with a rest between connections: most printers have one connection and choke on a second. One gate for
/// each address that was ever used; a shop has few.
/// </summary>
internal sealed class PrinterGates(PrinterTiming timing, TimeProvider time)
{
    private readonly ConcurrentDictionary<(string, int), PrinterGate> gates = new();

    internal async Task<PrinterGate> EnterAsync(PrinterTarget target, CancellationToken cancel)
    {
        var gate = gates.GetOrAdd((target.Host.ToUpperInvariant(), target.Port), _ => new PrinterGate(timing, time));
        await gate.EnterAsync(cancel);
        return gate;
    }
}

/// <summary>Held while one job has the device; disposing it lets the next one in.</summary>
internal sealed class PrinterGate(PrinterTiming timing, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);
    private long? closedAt;

    /// <summary>The device took a job and healthily gave no word that it was printed: it hardly ever will.</summary>
    internal bool GivesNoProcessId { get; set; }

    internal async Task EnterAsync(CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            if (closedAt is { } at && timing.Rest - time.GetElapsedTime(at) is { Ticks: > 0 } rest)
                await Task.Delay(rest, time, cancel);
        }
        catch
        {
            one.Release();
            throw;
        }
    }

    public void Dispose()
    {
        closedAt = time.GetTimestamp();
        one.Release();
    }
}
