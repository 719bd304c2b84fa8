using Cowry.Domain.Printing;
using Cowry.Printing.Drawing;
using Cowry.Printing.Layout;

namespace Cowry.Printing.EscPos;

/// <summary>A job's bytes and how many lines of paper it takes, for judging how long a device may need.</summary>
internal sealed record EncodedJob(byte[] Bytes, int Lines);

/// <summary>
/// Turns a document into ESC/POS. Text goes as code page 936 in the printer's own characters; a line with a character that the page lacks goes as
/// an image of the same layout.
/// </summary>
internal sealed class EscPosEncoder(ReceiptFace face)
{
    /// <summary><paramref name="automaticStatus"/> asks for ASB right after the reset, which switches it off on some boards.</summary>
    internal EncodedJob Encode(ReceiptDocument document, PaperWidth paper, bool automaticStatus = false)
    {
        var lines = ReceiptLayout.Place(document, paper, face);
        var pen = new Pen(new LinePainter(face, paper));
        pen.Begin(automaticStatus);
        foreach (var line in lines)
            pen.Write(line);
        return new EncodedJob(pen.End(), lines.Sum(LinePainter.HeightOf) / PaperMeasures.LinePitch);
    }

    /// <summary>Writes only the modes that change from line to line.</summary>
    private sealed class Pen(LinePainter painter)
    {
        private readonly EscPosWriter writer = new();
        private ReceiptAlign align = ReceiptAlign.Left;
        private ReceiptSize size = ReceiptSize.Normal;
        private bool bold;
        private bool reversed;

        internal void Begin(bool automaticStatus)
        {
            writer.Initialize();
            if (automaticStatus)
                writer.AutomaticStatus();
        }

        internal byte[] End()
        {
            Style(ReceiptAlign.Left, ReceiptSize.Normal, false, false);
            return writer.ToArray();
        }

        internal void Write(LaidLine line)
        {
            switch (line)
            {
                case TextLine { Raster: true } text:
                    Style(ReceiptAlign.Left, ReceiptSize.Normal, false, false);
                    writer.Raster(painter.ToBitmap(text));
                    break;
                case TextLine text:
                    Style(text.Align, text.Size, text.Bold, text.Reversed);
                    writer.Text(text.Text).LineFeed();
                    break;
                case QrLine qr:
                    Style(ReceiptAlign.Center, ReceiptSize.Normal, false, false);
                    writer.Qr(qr.Symbol.Content, qr.Module, qr.Symbol.LowCorrection);
                    break;
                case BarcodeLine barcode:
                    Style(ReceiptAlign.Center, ReceiptSize.Normal, false, false);
                    writer.Barcode128(barcode.Code.Data, barcode.Module, BarcodeLine.Height, barcode.ShowText);
                    break;
                case FeedLine feed:
                    writer.Feed(feed.Lines);
                    break;
                case CutLine:
                    writer.FeedAndCut();
                    break;
                case DrawerLine:
                    writer.OpenDrawer();
                    break;
            }
        }

        private void Style(ReceiptAlign newAlign, ReceiptSize newSize, bool newBold, bool newReversed)
        {
            if (newAlign != align)
                writer.Align((int)(align = newAlign));
            if (newSize != size)
                writer.Size((size = newSize).WidthFactor(), size.HeightFactor());
            if (newBold != bold)
                writer.Bold(bold = newBold);
            if (newReversed != reversed)
                writer.Reverse(reversed = newReversed);
        }
    }
}
