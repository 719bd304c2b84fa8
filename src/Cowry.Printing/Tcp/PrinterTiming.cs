namespace Cowry.Printing.Tcp;

/// <summary>How long a printer on the network is given. The defaults are what devices in shops need; tests shorten them.</summary>
public sealed record PrinterTiming
{
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>For each of the four status questions.</summary>
    public TimeSpan Status { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Without a byte taken by the device for so long, it is given up.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>After the last byte, for the device's word that it has printed; a tenth of a second for each line comes on top.</summary>
    public TimeSpan Confirm { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The same for a device that did not give that word last time, or that answers nothing at all.</summary>
    public TimeSpan ConfirmUnlikely { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Between closing a connection and the next one to the same device: some boards refuse it sooner.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromMilliseconds(200);
}
