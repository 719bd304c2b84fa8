using Cowry.Domain.Printing;
using Cowry.Printing.Layout;
using SkiaSharp;

namespace Cowry.Printing.Drawing;

/// <summary>Draws laid lines dot by dot where a printer would put them.</summary>
internal sealed class LinePainter(ReceiptFace face, PaperWidth paper)
{
    private const int CutHeight = 48;

    internal static int HeightOf(LaidLine line) => line switch
    {
        TextLine text => text.Size.Pitch(),
        QrLine qr => qr.Dots,
        BarcodeLine barcode => BarcodeLine.Height + (barcode.ShowText ? PaperMeasures.LinePitch : 0),
        FeedLine feed => feed.Lines * PaperMeasures.LinePitch,
        CutLine => CutHeight,
        _ => 0,
    };

    internal void Paint(SKCanvas canvas, LaidLine line, int top)
    {
        switch (line)
        {
            case TextLine text:
                PaintText(canvas, text, top);
                break;
            case QrLine qr:
                PaintQr(canvas, qr, top);
                break;
            case BarcodeLine barcode:
                PaintBarcode(canvas, barcode, top);
                break;
            case CutLine:
                PaintCut(canvas, top);
                break;
        }
    }

    /// <summary>A line as an image over the whole paper's width, as high as the line's advance.</summary>
    internal MonochromeBitmap ToBitmap(TextLine line)
    {
        using var surface = new SKBitmap(paper.Dots(), line.Size.Pitch(), SKColorType.Gray8, SKAlphaType.Opaque);
        using var canvas = new SKCanvas(surface);
        canvas.Clear(SKColors.White);
        PaintText(canvas, line, 0);
        canvas.Flush();
        var bitmap = new MonochromeBitmap(surface.Width, surface.Height);
        var pixels = surface.GetPixelSpan();
        for (var y = 0; y < bitmap.Height; y++)
        {
            for (var x = 0; x < bitmap.Width; x++)
                bitmap[x, y] = pixels[(y * surface.RowBytes) + x] < 128;
        }

        return bitmap;
    }

    private void PaintText(SKCanvas canvas, TextLine line, int top)
    {
        var (across, down) = (line.Size.WidthFactor(), line.Size.HeightFactor());
        var left = Left(line.Align, line.Columns * PaperMeasures.CellWidth);
        using var ink = new SKPaint { Color = line.Reversed ? SKColors.White : SKColors.Black, IsAntialias = false };
        if (line.Reversed)
        {
            using var ground = new SKPaint { Color = SKColors.Black };
            canvas.DrawRect(left, top, line.Columns * PaperMeasures.CellWidth, PaperMeasures.CellHeight * down, ground);
        }

        using var font = face.Font(line.Bold);
        var column = 0;
        foreach (var glyph in line.Glyphs)
        {
            if (!glyph.IsSpace)
            {
                canvas.Save();
                canvas.Translate(left + (column * PaperMeasures.CellWidth * across), top);
                canvas.Scale(across, down);
                canvas.ClipRect(new SKRect(0, 0, glyph.Columns * PaperMeasures.CellWidth, (float)line.Size.Pitch() / down));
                PaintGlyph(canvas, glyph, Baseline(line), font, ink);
                canvas.Restore();
            }

            column += glyph.Columns;
        }
    }

    /// <summary>
    /// Low enough for the dots of Ä where the gap below the line takes the tails of g and y; higher where there is none, or a black field ends.
    /// </summary>
    private static int Baseline(TextLine line) => line.Reversed || line.Size.HeightFactor() > 1 ? 20 : 22;

    /// <summary>Narrow marks of the face stand in the middle of the columns they take on paper, and wide letters are squeezed into them.</summary>
    private static void PaintGlyph(SKCanvas canvas, Glyph glyph, int baseline, SKFont font, SKPaint ink)
    {
        var room = glyph.Columns * PaperMeasures.CellWidth;
        var width = font.MeasureText(glyph.Text);
        if (width > room)
            canvas.Scale(room / width, 1);
        canvas.DrawText(glyph.Text, MathF.Floor(Math.Max(0, room - width) / 2), baseline, SKTextAlign.Left, font, ink);
    }

    private void PaintQr(SKCanvas canvas, QrLine qr, int top)
    {
        using var ink = new SKPaint { Color = SKColors.Black, IsAntialias = false };
        var left = Left(ReceiptAlign.Center, qr.Dots);
        for (var y = 0; y < qr.Symbol.Modules; y++)
        {
            for (var x = 0; x < qr.Symbol.Modules; x++)
            {
                if (qr.Symbol.IsDark(x, y))
                    canvas.DrawRect(left + (x * qr.Module), top + (y * qr.Module), qr.Module, qr.Module, ink);
            }
        }
    }

    private void PaintBarcode(SKCanvas canvas, BarcodeLine barcode, int top)
    {
        using var ink = new SKPaint { Color = SKColors.Black, IsAntialias = false };
        var x = Left(ReceiptAlign.Center, barcode.Dots);
        foreach (var bar in barcode.Code.Bars())
        {
            if (bar)
                canvas.DrawRect(x, top, barcode.Module, BarcodeLine.Height, ink);
            x += barcode.Module;
        }

        if (!barcode.ShowText)
            return;
        var text = barcode.Code.Text.Select(c => new Glyph(c.ToString(), 1)).ToList();
        PaintText(canvas, new TextLine(text, ReceiptSize.Normal, ReceiptAlign.Center, Bold: false, Reversed: false), top + BarcodeLine.Height + 4);
    }

    /// <summary>The knife's edge, in grey since it is no print.</summary>
    private void PaintCut(SKCanvas canvas, int top)
    {
        using var grey = new SKPaint { Color = new SKColor(0xA0, 0xA0, 0xA0), IsAntialias = false };
        for (var x = 0; x < paper.Dots(); x += 12)
            canvas.DrawRect(x, top + (CutHeight / 2), 6, 1, grey);
    }

    private int Left(ReceiptAlign align, int width) => align switch
    {
        ReceiptAlign.Left => 0,
        ReceiptAlign.Center => (paper.Dots() - width) / 2,
        _ => paper.Dots() - width,
    };
}
