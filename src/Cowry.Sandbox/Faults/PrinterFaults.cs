namespace Cowry.Sandbox;

/// <summary>What is wrong with the virtual printer at the moment.</summary>
/// <param name="PaperOut">The roll is empty; the printer says so and prints nothing.</param>
/// <param name="Offline">Nobody answers at its address.</param>
/// <param name="CoverOpen">The cover is open; the printer says so and prints nothing.</param>
/// <param name="DiesAfterBytes">The connection is cut after so many bytes of a job; null: never.</param>
public sealed record PrinterFaults(bool PaperOut, bool Offline, bool CoverOpen, long? DiesAfterBytes)
{
    public static PrinterFaults None { get; } = new(false, false, false, null);
}
