using Cowry.Printing.Drawing;
using Cowry.Printing.Layout;

namespace Cowry.Printing.EscPos;

/// <summary>The ESC/POS commands that Cowry sends, one method each, in the forms that Epson printers and their many clones share.</summary>
internal sealed class EscPosWriter
{
    // Some clones read only the low byte of the row count and print the rest of the image as text.
    private const int MostRasterRows = 255;

    private readonly List<byte> bytes = new(2048);

    internal byte[] ToArray() => [.. bytes];

    /// <summary>Resets modes and turns Chinese mode on: many devices start without it.</summary>
    internal EscPosWriter Initialize() => Add(0x1B, 0x40, 0x1C, 0x26);

    /// <summary>ASB: four bytes of status now and at each change of drawer, line, error or paper. <c>ESC @</c> turns it off on some boards.</summary>
    internal EscPosWriter AutomaticStatus() => Add(0x1D, 0x61, 0x0F);

    /// <summary>0 left, 1 centre, 2 right; taken only at the start of a line.</summary>
    internal EscPosWriter Align(int side) => Add(0x1B, 0x61, (byte)side);

    internal EscPosWriter Size(int across, int down) => Add(0x1D, 0x21, (byte)(((across - 1) << 4) | (down - 1)));

    internal EscPosWriter Bold(bool on) => Add(0x1B, 0x45, on ? (byte)1 : (byte)0);

    internal EscPosWriter Reverse(bool on) => Add(0x1D, 0x42, on ? (byte)1 : (byte)0);

    internal EscPosWriter Text(string text) => Add(CodePage936.Encode(text));

    internal EscPosWriter LineFeed() => Add(0x0A);

    internal EscPosWriter Feed(int lines) => Add(0x1B, 0x64, (byte)lines);

    /// <summary>Cuts where the head stands; the text above the head is cut through unless fed out first.</summary>
    internal EscPosWriter CutHere() => Add(0x1D, 0x56, 0x01);

    /// <summary>Feeds the last line past the knife, then cuts and leaves a hinge. Taken only at the start of a line.</summary>
    internal EscPosWriter FeedAndCut() => Add(0x1D, 0x56, 0x42, 0x00);

    /// <summary>Pulse on pin 2: 120 ms on, 240 ms off.</summary>
    internal EscPosWriter OpenDrawer() => Add(0x1B, 0x70, 0x00, 0x3C, 0x78);

    internal EscPosWriter Qr(ReadOnlySpan<byte> content, int module, bool lowCorrection = false)
    {
        Add(0x1D, 0x28, 0x6B, 0x04, 0x00, 0x31, 0x41, 0x32, 0x00);
        Add(0x1D, 0x28, 0x6B, 0x03, 0x00, 0x31, 0x43, (byte)module);
        Add(0x1D, 0x28, 0x6B, 0x03, 0x00, 0x31, 0x45, lowCorrection ? (byte)0x30 : (byte)0x31);
        var length = content.Length + 3;
        Add(0x1D, 0x28, 0x6B, (byte)length, (byte)(length >> 8), 0x31, 0x50, 0x30);
        Add(content);
        return Add(0x1D, 0x28, 0x6B, 0x03, 0x00, 0x31, 0x51, 0x30);
    }

    internal EscPosWriter Barcode128(ReadOnlySpan<byte> data, int module, int height, bool textBelow)
    {
        Add(0x1D, 0x68, (byte)height);
        Add(0x1D, 0x77, (byte)module);
        Add(0x1D, 0x48, textBelow ? (byte)2 : (byte)0);
        Add(0x1D, 0x6B, 0x49, checked((byte)data.Length));
        return Add(data);
    }

    internal EscPosWriter Raster(MonochromeBitmap image)
    {
        for (var row = 0; row < image.Height; row += MostRasterRows)
        {
            var rows = Math.Min(MostRasterRows, image.Height - row);
            var across = image.BytesPerRow;
            Add(0x1D, 0x76, 0x30, 0x00, (byte)across, (byte)(across >> 8), (byte)rows, (byte)(rows >> 8));
            Add(image.Bits.AsSpan(row * across, rows * across));
        }

        return this;
    }

    /// <summary>Asks the device to send <c>37 22 tag 00</c> once everything before is printed (<c>GS ( H</c> function 48).</summary>
    internal EscPosWriter ReportProcess(ReadOnlySpan<byte> tag)
    {
        Add(0x1D, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30);
        return Add(tag);
    }

    private EscPosWriter Add(params ReadOnlySpan<byte> more)
    {
        bytes.AddRange(more);
        return this;
    }
}
