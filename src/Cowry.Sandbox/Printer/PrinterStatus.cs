namespace Cowry.Sandbox.Printer;

/// <summary>The status bytes, by Epson's tables (DLE EOT, GS r, GS a). Bits that these tables fix are fixed here.</summary>
internal readonly record struct PrinterStatus(bool PaperOut, bool CoverOpen, bool DrawerOpen)
{
    private const byte RealTimeFixed = 0x12;

    /// <summary>A printer that cannot print calls itself offline.</summary>
    public bool Offline => PaperOut || CoverOpen;

    /// <summary>Answer to <c>DLE EOT n</c>: 1 printer, 2 cause of being offline, 3 error, 4 paper.</summary>
    public byte RealTime(int n) => n switch
    {
        1 => Bits(RealTimeFixed, (DrawerOpen, 0x04), (Offline, 0x08)),
        2 => Bits(RealTimeFixed, (CoverOpen, 0x04), (PaperOut, 0x20)),
        3 => RealTimeFixed,
        _ => Bits(RealTimeFixed, (PaperOut, 0x0C | 0x60)),
    };

    /// <summary>Answer to <c>GS r n</c>: 1 paper, 2 drawer.</summary>
    public byte Queued(int n) => n == 1 ? Bits(0, (PaperOut, 0x0C | 0x03)) : Bits(0, (DrawerOpen, 0x01));

    /// <summary>The four bytes of automatic status (<c>GS a</c>).</summary>
    public byte[] Automatic() =>
    [
        Bits(0x10, (DrawerOpen, 0x04), (Offline, 0x08), (CoverOpen, 0x20)),
        0,
        Bits(0, (PaperOut, 0x0C | 0x03)),
        0,
    ];

    /// <summary>Whether a change from this to <paramref name="now"/> is one that the mask of <c>GS a</c> asks for.</summary>
    public bool ChangeMatters(PrinterStatus now, int mask) =>
        ((mask & 0x01) != 0 && DrawerOpen != now.DrawerOpen)
        || ((mask & 0x02) != 0 && Offline != now.Offline)
        || ((mask & 0x08) != 0 && PaperOut != now.PaperOut);

    private static byte Bits(int value, params ReadOnlySpan<(bool On, int Bit)> bits)
    {
        foreach (var (on, bit) in bits)
            value |= on ? bit : 0;
        return (byte)value;
    }
}
