namespace Cowry.Printing.Tcp;

/// <summary>What a printer says, taken apart.</summary>
internal abstract record PrinterMessage;

/// <summary>The answer to one <c>DLE EOT</c>.</summary>
internal sealed record StatusByte(byte Value) : PrinterMessage;

/// <summary>Four bytes that came unasked since something changed (ASB).</summary>
internal sealed record AutomaticStatus(byte First, byte Second, byte Third) : PrinterMessage;

/// <summary>Everything before the tag is printed.</summary>
internal sealed record ProcessDone(string Tag) : PrinterMessage;

/// <summary>
/// Takes a printer's answers apart by the fixed bits that Epson gives each kind: <c>DLE EOT</c> 0xx1xx10, ASB 0xx1xx00 and three of 0xx0xxxx,
/// process id <c>37 22 d1 d2 d3 d4 00</c>. Whatever fits none, flow control among it, is dropped.
/// </summary>
internal sealed class StatusReader
{
    private const int ProcessLength = 7;
    private readonly List<byte> pending = new(8);

    internal IEnumerable<PrinterMessage> Take(ReadOnlyMemory<byte> received)
    {
        for (var i = 0; i < received.Length; i++)
        {
            pending.Add(received.Span[i]);
            while (pending.Count > 0 && TryTake(out var used, out var message))
            {
                pending.RemoveRange(0, used);
                if (message is not null)
                    yield return message;
            }
        }
    }

    /// <summary>False while more bytes are needed.</summary>
    private bool TryTake(out int used, out PrinterMessage? message)
    {
        (used, message) = (1, null);
        var first = pending[0];
        if (first == 0x37)
            return TryProcess(out used, out message);
        if ((first & 0x93) == 0x12)
            message = new StatusByte(first);
        else if ((first & 0x93) == 0x10)
            return TryAutomatic(out used, out message);
        return true;
    }

    private bool TryProcess(out int used, out PrinterMessage? message)
    {
        (used, message) = (1, null);
        if (pending.Count > 1 && pending[1] != 0x22)
            return true;
        for (var i = 2; i < Math.Min(pending.Count, 6); i++)
        {
            if (pending[i] is < 0x20 or > 0x7E)
                return true;
        }

        if (pending.Count < ProcessLength)
            return false;
        if (pending[6] != 0)
            return true;
        used = ProcessLength;
        message = new ProcessDone(string.Concat(pending.Skip(2).Take(4).Select(b => (char)b)));
        return true;
    }

    private bool TryAutomatic(out int used, out PrinterMessage? message)
    {
        (used, message) = (1, null);
        for (var i = 1; i < Math.Min(pending.Count, 4); i++)
        {
            if ((pending[i] & 0x90) != 0)
                return true;
        }

        if (pending.Count < 4)
            return false;
        used = 4;
        message = new AutomaticStatus(pending[0], pending[1], pending[2]);
        return true;
    }
}
