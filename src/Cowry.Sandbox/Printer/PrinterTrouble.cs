namespace Cowry.Sandbox.Printer;

/// <summary>Where the printer learns what is wrong with it. The answer changes at any moment; <see cref="Changed"/> says when.</summary>
internal interface IPrinterTrouble
{
    event Action? Changed;

    PrinterFaults Current { get; }
}

/// <summary>The sandbox's switchboard of faults (<c>PUT /faults</c>), as far as it concerns the printer.</summary>
internal sealed class SwitchedTrouble(Faults faults) : IPrinterTrouble
{
    public event Action? Changed
    {
        add => faults.Changed += value;
        remove => faults.Changed -= value;
    }

    public PrinterFaults Current => faults.Printer;
}
