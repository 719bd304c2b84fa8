using System.Buffers.Binary;

namespace Cowry.Sandbox.Printer.EscPos;

/// <summary>
/// How many bytes a command takes, from its first bytes. Written from the command tables of Epson-compatible printers' manuals; commands
/// without an effect here are listed too, so that their parameters are not printed as text.
/// </summary>
internal static class CommandLength
{
    public const int Unfinished = 0;
    public const int Unknown = -1;

    public const byte Dle = 0x10;
    public const byte Esc = 0x1B;
    public const byte Fs = 0x1C;
    public const byte Gs = 0x1D;

    private static readonly sbyte[] EscParameters = Table(
        "@0 !1 $2 %1 -1 20 31 =1 ?1 B2 C3 E1 G1 J1 K1 L0 M1 R1 S0 T1 U1 V1 W8 \\2 a1 c2 d1 e1 i0 m0 p3 r1 t1 {1 <0");

    private static readonly sbyte[] FsParameters = Table("&0 .0 !1 -1 S2 W1 C1 p2");

    private static readonly sbyte[] GsParameters = Table(
        "!1 $2 /1 :0 B1 H1 I1 L2 P2 T1 W2 \\2 ^3 a1 b1 c0 f1 h1 r1 w1 j1");

    /// <summary>The whole length with prefix and data, <see cref="Unfinished"/> when more bytes must arrive to tell, or <see cref="Unknown"/>.</summary>
    public static int Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2)
            return Unfinished;
        return bytes[0] switch
        {
            Esc => OfEsc(bytes),
            Fs => OfFs(bytes),
            Gs => OfGs(bytes),
            Dle => OfDle(bytes),
            _ => Unknown,
        };
    }

    private static int OfEsc(ReadOnlySpan<byte> b) => b[1] switch
    {
        (byte)' ' => 3,
        (byte)'D' => UntilZero(b, 2, 32),
        (byte)'*' => b.Length < 5 ? Unfinished : 5 + (Word(b, 3) * (b[2] >= 32 ? 3 : 1)),
        (byte)'(' => WithLength(b),
        _ => Fixed(EscParameters, b[1]),
    };

    private static int OfFs(ReadOnlySpan<byte> b) => b[1] switch
    {
        (byte)'(' => WithLength(b),
        (byte)'2' => 76,
        _ => Fixed(FsParameters, b[1]),
    };

    private static int OfGs(ReadOnlySpan<byte> b)
    {
        switch ((char)b[1])
        {
            case '(':
                return WithLength(b);
            case '8':
                if (b.Length < 7)
                    return Unfinished;
                var size = BinaryPrimitives.ReadUInt32LittleEndian(b[3..]);
                return b[2] == 'L' && size <= 16 << 20 ? 7 + (int)size : Unknown;
            case 'V':
                return b.Length < 3 ? Unfinished : b[2] is 65 or 66 or 97 or 98 or 103 or 104 ? 4 : 3;
            case 'v':
                return b.Length < 8 ? Unfinished : b[2] == '0' ? 8 + (Word(b, 4) * Word(b, 6)) : Unknown;
            case 'k':
                if (b.Length < 4)
                    return Unfinished;
                return b[2] <= 6 ? UntilZero(b, 3, 255) : b[2] is >= 65 and <= 79 ? 4 + b[3] : Unknown;
            case '*':
                return b.Length < 4 ? Unfinished : 4 + (b[2] * b[3] * 8);
            case 'g':
                return 6;
            default:
                return Fixed(GsParameters, b[1]);
        }
    }

    private static int OfDle(ReadOnlySpan<byte> b)
    {
        if (b.Length < 3)
            return Unfinished;
        return b[1] switch
        {
            0x04 => b[2] is 7 or 8 or 18 ? 4 : 3,
            0x05 => 3,
            0x14 => b[2] switch { 1 or 2 => 5, 7 => 4, 8 => 10, _ => Unknown },
            _ => Unknown,
        };
    }

    /// <summary>The family <c>prefix ( x pL pH …</c>: the parameter length counts what follows it.</summary>
    private static int WithLength(ReadOnlySpan<byte> b) => b.Length < 5 ? Unfinished : 5 + Word(b, 3);

    private static int UntilZero(ReadOnlySpan<byte> b, int start, int most)
    {
        if (b.Length <= start)
            return Unfinished;
        var end = b[start..].IndexOf((byte)0);
        if (end >= 0)
            return end > most ? Unknown : start + end + 1;
        return b.Length - start > most ? Unknown : Unfinished;
    }

    private static int Word(ReadOnlySpan<byte> b, int at) => b[at] | (b[at + 1] << 8);

    private static int Fixed(sbyte[] table, byte code) => code < 128 && table[code] >= 0 ? 2 + table[code] : Unknown;

    private static sbyte[] Table(string entries)
    {
        var table = new sbyte[128];
        Array.Fill(table, (sbyte)-1);
        foreach (var entry in entries.Split(' '))
            table[entry[0]] = (sbyte)(entry[1] - '0');
        return table;
    }
}
