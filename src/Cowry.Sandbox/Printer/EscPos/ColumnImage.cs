namespace Cowry.Sandbox.Printer.EscPos;

/// <summary>
/// The oldest picture command, <c>ESC * m nL nH</c>: columns of 8 or 24 dots, top bit first, standing in the text line. Modes 0 and 32 are half
/// the horizontal density, and 8-dot modes a third of the vertical one.
/// </summary>
internal static class ColumnImage
{
    public static PrinterCommand Decode(ReadOnlySpan<byte> b)
    {
        var mode = b[2];
        if (mode is not (0 or 1 or 32 or 33))
            return CommandDecoder.Unsupported(b);
        var columnBytes = mode >= 32 ? 3 : 1;
        var data = b[5..];
        var width = data.Length / columnBytes;
        var rowBytes = (width + 7) / 8;
        var bits = new byte[rowBytes * columnBytes * 8];
        for (var x = 0; x < width; x++)
        {
            for (var y = 0; y < columnBytes * 8; y++)
            {
                if ((data[(x * columnBytes) + (y / 8)] & (0x80 >> (y % 8))) != 0)
                    bits[(y * rowBytes) + (x / 8)] |= (byte)(0x80 >> (x % 8));
            }
        }

        return new PrintImage(width, columnBytes * 8, mode is 0 or 32 ? 2 : 1, columnBytes == 1 ? 3 : 1, bits, InLine: true);
    }
}
