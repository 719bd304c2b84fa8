namespace Cowry.Printing.Drawing;

/// <summary>Black and white dots as <c>GS v 0</c> wants them: rows of whole bytes, the highest bit at the left, 1 is black.</summary>
internal sealed class MonochromeBitmap(int width, int height)
{
    internal int Width => width;

    internal int Height => height;

    internal int BytesPerRow { get; } = (width + 7) / 8;

    internal byte[] Bits { get; } = new byte[(width + 7) / 8 * height];

    internal bool this[int x, int y]
    {
        get => (Bits[(y * BytesPerRow) + (x / 8)] & (0x80 >> (x % 8))) != 0;
        set
        {
            var at = (y * BytesPerRow) + (x / 8);
            var bit = (byte)(0x80 >> (x % 8));
            Bits[at] = value ? (byte)(Bits[at] | bit) : (byte)(Bits[at] & ~bit);
        }
    }
}
