namespace Cowry.Sandbox.Printer;

/// <summary>Where the printer learns what is wrong with it. The answer changes at any moment; <see cref="Changed"/> says when.</summary>
internal interface IPrinterTrouble
{
    event EventHandler? Changed;

    PrinterFaults Current { get; }
}

/// <summary>The sandbox's switchboard of faults (<c>PUT /faults</c>), as far as it concerns the printer.</summary>
internal sealed class SwitchedTrouble : IPrinterTrouble
{
    private readonly Faults faults;

    public SwitchedTrouble(Faults faults)
    {
        this.faults = faults;
        faults.Changed += () => Changed?.Invoke(this, EventArgs.Empty);
    }

    public event EventHandler? Changed;

    public PrinterFaults Current => faults.Printer;
}
