using Cowry.Domain.Printing;
using Cowry.Printing.Layout;
using SkiaSharp;

namespace Cowry.Printing.Drawing;

/// <summary>A PNG exactly as wide as the paper's dots: 384 or 576. Throws <see cref="InvalidOperationException"/> where no font is installed.</summary>
internal sealed class ReceiptPreview(ReceiptFace face) : IReceiptPreview
{
    private const int Margin = 24;

    // Skia cannot hold more than 2^31 bytes in one image, and nobody looks at a receipt of four metres.
    private const int MostDots = 32_000;

    public byte[] RenderPng(ReceiptDocument document, PaperWidth paper)
    {
        var lines = ReceiptLayout.Place(document, paper, face);
        var painter = new LinePainter(face, paper);
        var height = Math.Min(MostDots, (2 * Margin) + lines.Sum(LinePainter.HeightOf));
        using var surface = new SKBitmap(paper.Dots(), height, SKColorType.Gray8, SKAlphaType.Opaque);
        using var canvas = new SKCanvas(surface);
        canvas.Clear(SKColors.White);
        var top = Margin;
        foreach (var line in lines)
        {
            painter.Paint(canvas, line, top);
            top += LinePainter.HeightOf(line);
            if (top > height)
                break;
        }

        canvas.Flush();
        using var png = surface.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}
