namespace Cowry.Sandbox.Printer.Paper;

/// <summary>Packed dots: rows padded to whole bytes, bit 7 leftmost, 1 black.</summary>
internal static class Bits
{
    public static bool Get(byte[] bits, int rowBytes, int x, int y) => (bits[(y * rowBytes) + (x >> 3)] & (0x80 >> (x & 7))) != 0;

    public static byte[] Draw(int width, int height, Func<int, int, bool> black)
    {
        var rowBytes = (width + 7) / 8;
        var bits = new byte[rowBytes * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                if (black(x, y))
                    bits[(y * rowBytes) + (x >> 3)] |= (byte)(0x80 >> (x & 7));
            }
        }

        return bits;
    }

    public static byte[] Scale(byte[] bits, int width, int height, int scaleX, int scaleY) =>
        scaleX == 1 && scaleY == 1
            ? bits
            : Draw(width * scaleX, height * scaleY, (x, y) => Get(bits, (width + 7) / 8, x / scaleX, y / scaleY));
}
