using SkiaSharp;

namespace Cowry.Sandbox.Printer.Paper;

/// <summary>Draws a paper as a thermal head burns it: one dot one pixel, black or nothing, with the unprintable margins of the roll.</summary>
internal sealed class PaperRenderer(PaperFonts fonts)
{
    private const int Top = 40;
    private const int Bottom = 8;
    private const int Pixels = 24;

    // Where Latin and Hanzi stand in their 24 dots.
    private const int Baseline = 21;

    /// <summary>A PNG in grey; the roll is 8 dots to the millimetre, so 640 or 464 wide.</summary>
    public byte[] Draw(PaperStrip strip, int paperMillimetres)
    {
        var width = paperMillimetres * 8;
        var left = (width - strip.Dots) / 2;
        var lowest = strip.Marks.Max(mark => mark.Y + mark.Height);
        var height = Top + Math.Clamp(Math.Max(strip.Y, lowest), 1, PaperStrip.LongestDots) + Bottom;
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Gray8, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.White);
        canvas.ClipRect(new SKRect(left, 0, left + strip.Dots, height));
        canvas.Translate(left, Top);
        using var ink = new SKPaint { Color = SKColors.Black, IsAntialias = false };
        using var paper = new SKPaint { Color = SKColors.White, IsAntialias = false };
        using var font = new SKFont(fonts.Typeface ?? SKTypeface.Empty, Pixels) { Edging = SKFontEdging.Alias, Hinting = SKFontHinting.Full };
        foreach (var mark in strip.Marks)
        {
            if (mark is CharacterMark character)
                DrawCharacter(canvas, font, character, ink, paper);
            else if (mark is DotsMark dots)
                DrawDots(canvas, dots);
        }

        using var image = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return image.ToArray();
    }

    private void DrawCharacter(SKCanvas canvas, SKFont font, CharacterMark mark, SKPaint ink, SKPaint paper)
    {
        var style = mark.Style;
        var saved = canvas.Save();
        canvas.Translate(mark.X, mark.Y);
        canvas.ClipRect(new SKRect(0, 0, mark.Width, mark.Height));
        if (style.Reverse)
            canvas.DrawRect(0, 0, mark.Width, mark.Height, ink);
        var brush = style.Reverse ? paper : ink;
        if (style.Underline > 0)
            canvas.DrawRect(0, mark.Height - style.Underline, mark.Width, style.Underline, brush);
        var (shrinkX, shrinkY) = style.Small ? (9f / 12, 17f / 24) : (1f, 1f);
        canvas.Scale(style.ScaleX * shrinkX, style.ScaleY * shrinkY);
        if (fonts.Typeface is null && !string.IsNullOrWhiteSpace(mark.Text))
        {
            canvas.DrawRect(2, 4, (mark.Width / style.ScaleX) - 4, 16, brush);
        }
        else
        {
            canvas.DrawText(mark.Text, 0, Baseline, SKTextAlign.Left, font, brush);
            // Bold is struck twice, one dot apart, as the head does it.
            if (style.Bold)
                canvas.DrawText(mark.Text, 1, Baseline, SKTextAlign.Left, font, brush);
        }

        canvas.RestoreToCount(saved);
    }

    private static void DrawDots(SKCanvas canvas, DotsMark mark)
    {
        var rowBytes = (mark.Width + 7) / 8;
        using var dots = new SKBitmap(new SKImageInfo(mark.Width, mark.Height, SKColorType.Gray8, SKAlphaType.Opaque));
        var pixels = dots.GetPixelSpan();
        for (var y = 0; y < mark.Height; y++)
        {
            for (var x = 0; x < mark.Width; x++)
                pixels[(y * dots.RowBytes) + x] = Bits.Get(mark.Bits, rowBytes, x, y) ? (byte)0 : (byte)255;
        }

        canvas.DrawBitmap(dots, mark.X, mark.Y, SKSamplingOptions.Default);
    }
}
