namespace Cowry.Printing.Tcp;

/// <summary>What is known of a device, gathered from its answers.</summary>
internal sealed record DeviceStatus(bool Offline, bool CoverOpen, bool PaperOut, bool PaperLow, bool CutterError, bool Error)
{
    internal static DeviceStatus Unknown { get; } = new(false, false, false, false, false, false);

    /// <summary>The stable code of what keeps it from printing, the cause before its consequences; null when nothing does.</summary>
    internal string? Code => this switch
    {
        { CoverOpen: true } => "printer_cover_open",
        { PaperOut: true } => "printer_paper_out",
        { CutterError: true } => "printer_cutter_error",
        { Error: true } => "printer_error",
        { Offline: true } => "printer_offline",
        _ => null,
    };

    internal DeviceStatus With(int question, byte answer) => question switch
    {
        1 => this with { Offline = (answer & 0x08) != 0 },
        2 => this with
        {
            CoverOpen = CoverOpen || (answer & 0x04) != 0,
            PaperOut = PaperOut || (answer & 0x20) != 0,
            Error = Error || (answer & 0x40) != 0,
        },
        3 => this with { CutterError = CutterError || (answer & 0x08) != 0, Error = Error || (answer & 0x64) != 0 },
        _ => this with { PaperLow = (answer & 0x0C) != 0, PaperOut = PaperOut || (answer & 0x60) != 0 },
    };

    internal static DeviceStatus From(AutomaticStatus asb) => new(
        Offline: (asb.First & 0x08) != 0,
        CoverOpen: (asb.First & 0x20) != 0,
        PaperOut: (asb.Third & 0x0C) != 0,
        PaperLow: (asb.Third & 0x03) != 0,
        CutterError: (asb.Second & 0x08) != 0,
        Error: (asb.Second & 0x64) != 0);
}
