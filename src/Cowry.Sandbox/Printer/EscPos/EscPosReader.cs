using System.Globalization;
using System.Numerics;

namespace Cowry.Sandbox.Printer.EscPos;

/// <summary>
/// Cuts a stream of bytes into commands. It belongs to the printer, not to a connection: as on real devices a command that one connection left
/// unfinished swallows the next connection's first bytes. Nothing is lost at the borders of TCP segments, not even half a character.
/// </summary>
internal sealed class EscPosReader
{
    private const int LongestUnfinished = 17 << 20;

    private readonly PrinterModel model;
    private readonly TextDecoder text;
    private byte[] buffer = new byte[4096];
    private int start;
    private int end;
    private int dleState;

    public EscPosReader(PrinterModel model)
    {
        this.model = model;
        text = new TextDecoder(model.StartsInChineseMode);
    }

    /// <summary>How many bytes came in since power-on; warnings name their place by it.</summary>
    public long Position { get; private set; }

    public bool HasUnfinishedCommand => end > start;

    /// <summary>Takes bytes in and appends what they complete; each command with the number of bytes it took.</summary>
    public void Feed(ReadOnlySpan<byte> bytes, List<(PrinterCommand Command, int Bytes)> into)
    {
        if (model.RealTimeInsideData)
            ScanForRealTime(bytes, into);
        Append(bytes);
        while (start < end && ReadOne(into))
        {
        }
    }

    /// <summary>Forgets an unfinished command, as losing power or <c>DLE ENQ 2</c> does.</summary>
    public void Clear() => start = end = 0;

    private bool ReadOne(List<(PrinterCommand, int)> into)
    {
        var bytes = buffer.AsSpan(start, end - start);
        int used;
        switch (bytes[0])
        {
            case CommandLength.Esc or CommandLength.Fs or CommandLength.Gs or CommandLength.Dle:
                used = ReadCommand(bytes, into);
                break;
            case 0x0A:
                into.Add((new LineFeed(), used = 1));
                break;
            case 0x09:
                into.Add((new Tab(), used = 1));
                break;
            case 0x0D or 0x00:
                into.Add((new NoEffect(), used = 1));
                break;
            case < 0x20:
                into.Add((new NotUnderstood("unknown_control", bytes[0].ToString("X2", CultureInfo.InvariantCulture)), used = 1));
                break;
            default:
                used = text.Read(bytes, into);
                break;
        }

        start += used;
        Position += used;
        return used > 0;
    }

    private int ReadCommand(ReadOnlySpan<byte> bytes, List<(PrinterCommand, int)> into)
    {
        var length = CommandLength.Of(bytes);
        if (length == CommandLength.Unknown)
        {
            into.Add((new NotUnderstood("unknown_command", Convert.ToHexString(bytes[..2]) + " at byte " + Position), 2));
            return 2;
        }

        if (length == CommandLength.Unfinished || length > bytes.Length)
            return 0;
        var raw = bytes[..length];
        text.Notice(raw);
        var command = CommandDecoder.Decode(raw);
        // With the serial models' reading the scanner has already answered it.
        into.Add((model.RealTimeInsideData && command is AskStatusNow ? new NoEffect() : command, length));
        return length;
    }

    /// <summary>Epson's serial models look for status requests in every byte that arrives, also inside pictures and QR data.</summary>
    private void ScanForRealTime(ReadOnlySpan<byte> bytes, List<(PrinterCommand, int)> into)
    {
        foreach (var b in bytes)
        {
            if (dleState == 2 && b is >= 1 and <= 4)
                into.Add((new AskStatusNow(b), 0));
            dleState = b == CommandLength.Dle ? 1 : dleState == 1 && b == 0x04 ? 2 : 0;
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (start == end)
            start = end = 0;
        if (end + bytes.Length > buffer.Length)
        {
            var kept = end - start;
            if (kept + bytes.Length > LongestUnfinished)
                throw new InvalidDataException("a command of more than 16 MB");
            var target = kept + bytes.Length > buffer.Length ? new byte[BitOperations.RoundUpToPowerOf2((uint)(kept + bytes.Length))] : buffer;
            buffer.AsSpan(start, kept).CopyTo(target);
            buffer = target;
            (start, end) = (0, kept);
        }

        bytes.CopyTo(buffer.AsSpan(end));
        end += bytes.Length;
    }
}
