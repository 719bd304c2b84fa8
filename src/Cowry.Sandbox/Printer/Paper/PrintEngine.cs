using Cowry.Sandbox.Printer.EscPos;

namespace Cowry.Sandbox.Printer.Paper;

/// <summary>
/// The mechanism: obeys commands and puts marks on paper. It knows nothing of connections and status; what it cuts off it hands to
/// <paramref name="finished"/>. Not safe for several threads.
/// </summary>
internal sealed class PrintEngine(PrinterModel model, Action<PaperStrip, CutPaper?> finished)
{
    /// <summary>The blade sits above the head: 12 mm of what was printed last are not past it yet.</summary>
    private const int BladeDistance = 96;

    private readonly LineBuffer line = new();
    private readonly SymbolPrinter symbols = new();
    private Settings settings = new(model.Dots);
    private PrintImage? graphics;

    public PaperStrip Strip { get; private set; } = new(model.Dots);

    /// <summary>Text that waits for its line feed.</summary>
    public string Waiting => line.Text;

    public void Apply(PrinterCommand command)
    {
        switch (command)
        {
            case Initialize:
                DropLine();
                settings = new Settings(model.Dots);
                symbols.Reset();
                break;
            case PrintText text:
                foreach (var glyph in text.Glyphs)
                    Put(glyph);
                break;
            case LineFeed:
                EndLine();
                break;
            case FeedLines feed:
                EndLineOr(feed.Lines * settings.Spacing);
                break;
            case FeedDots feed:
                EndLineOr(feed.Dots);
                break;
            case Tab:
                line.MoveTo(settings.NextTab(line.X));
                break;
            case MoveTo move:
                line.MoveTo(move.Relative ? line.X + move.Dots : move.Dots);
                break;
            case PrintImage { InLine: true } image:
                PutImage(image);
                break;
            case KickDrawer or KickDrawerNow:
                Strip.Drawer = true;
                break;
            case Buzz buzz:
                Strip.Beeps += buzz.Times;
                break;
            case NotUnderstood odd:
                Strip.Warn(odd.Code, odd.Detail);
                break;
            case SetAlignment or SetLeftMargin or SetAreaWidth or PrintImage or PrintQr or PrintBarcode or PrintGraphics or CutPaper:
                AtLineStart(command);
                break;
            case StoreGraphics store:
                graphics = store.Image;
                break;
            default:
                if (!settings.Apply(command))
                    symbols.Apply(command);
                break;
        }

        if (Strip.Y > PaperStrip.LongestDots)
            TearOff("longer than three metres");
    }

    /// <summary>Ends the paper without a cut: someone tears it off, or the printer stops in the middle.</summary>
    public void TearOff(string? why = null)
    {
        if (why is not null && Strip.HasInk)
            Strip.Warn("torn_off", why);
        Finish(null);
    }

    /// <summary>Loses what has come but not been printed, and every setting, as without power.</summary>
    public void LosePower()
    {
        line.Clear();
        graphics = null;
        settings = new Settings(model.Dots);
        symbols.Reset();
        TearOff("the printer lost power");
    }

    private void AtLineStart(PrinterCommand command)
    {
        if (!line.IsEmpty)
        {
            Strip.Warn("ignored_inside_line", command.GetType().Name);
            return;
        }

        switch (command)
        {
            case CutPaper cut:
                Cut(cut);
                break;
            case PrintImage image:
                PutBlock(image);
                break;
            case PrintGraphics when graphics is not null:
                PutBlock(graphics);
                break;
            case PrintQr or PrintBarcode:
                PutSymbol(command);
                break;
            default:
                settings.Apply(command);
                break;
        }
    }

    private void Cut(CutPaper cut)
    {
        if (cut.Feed is { } feed)
            Advance(BladeDistance + feed);
        else if (Strip.HasInk && Strip.FedSinceInk < BladeDistance)
            Strip.Warn("cut_too_near", $"{Strip.FedSinceInk} dots after the last line; the blade is {BladeDistance} above the head");
        Finish(cut);
    }

    private void Finish(CutPaper? cut)
    {
        if (Strip.HasInk)
            finished(Strip, cut);
        Strip = new PaperStrip(model.Dots);
    }

    private void Put(Glyph glyph)
    {
        var (width, height, style) = settings.Measure(glyph);
        var (before, after) = settings.SpacingOf(glyph);
        if (line.X > 0 && line.X + before + width > settings.Area)
        {
            Strip.WrappedLines++;
            EndLine();
        }

        line.MoveTo(line.X + before);
        line.Add(glyph.Text, width, height, (x, h) => new CharacterMark(x, 0, width, h, glyph.Text, style));
        line.MoveTo(line.X + after);
    }

    private void PutImage(PrintImage image)
    {
        var dots = Bits.Scale(image.Bits, image.WidthDots, image.Rows, image.ScaleX, image.ScaleY);
        var (width, height) = (image.WidthDots * image.ScaleX, image.Rows * image.ScaleY);
        line.Add("", width, height, (x, h) => new DotsMark(x, 0, width, h, dots));
    }

    private void PutBlock(PrintImage image)
    {
        var (width, height) = (image.WidthDots * image.ScaleX, image.Rows * image.ScaleY);
        if (width > settings.Area)
            Strip.Warn("image_too_wide", $"{width} dots on {settings.Area}");
        Place(new DotsMark(0, 0, width, height, Bits.Scale(image.Bits, image.WidthDots, image.Rows, image.ScaleX, image.ScaleY)));
        // A picture comes in slices; one line of text for all of them.
        if (!Strip.Text.EndsWith("[IMAGE]\n", StringComparison.Ordinal))
            Strip.WriteLine("[IMAGE]");
    }

    private void PutSymbol(PrinterCommand command)
    {
        var symbol = symbols.Draw(command, settings.Area);
        if (symbol.Problem is { } problem)
            Strip.Warn(problem.Code, problem.Detail);
        if (symbol.Dots is not { } dots)
            return;
        if (symbol.TextAbove)
            PutCaption(symbol.Caption);
        Place(dots);
        if (symbol.TextBelow)
            PutCaption(symbol.Caption);
        Strip.WriteLine(symbol.Text);
    }

    private void PutCaption(string caption)
    {
        var left = settings.Aligned(caption.Length * 12);
        for (var i = 0; i < caption.Length; i++)
            Strip.Marks.Add(new CharacterMark(left + (i * 12), Strip.Y, 12, 24, caption[i].ToString(), new CharacterStyle(1, 1, false, 0, false, false)));
        Advance(26);
        Strip.FedSinceInk = 0;
    }

    private void Place(DotsMark dots)
    {
        Strip.Marks.Add(dots with { X = settings.Aligned(dots.Width), Y = Strip.Y });
        Advance(dots.Height);
        Strip.FedSinceInk = 0;
    }

    /// <summary>Prints the line, if there is one, and feeds so far from its top.</summary>
    private void EndLineOr(int feed)
    {
        if (line.IsEmpty)
            Advance(feed);
        else
            EndLine(feed);
    }

    private void EndLine(int? feed = null)
    {
        var ink = !line.IsEmpty;
        var height = line.PrintOn(Strip, settings.LeftMargin, settings.Area, settings.Alignment);
        var step = Math.Max(height, feed ?? settings.Spacing);
        Advance(step);
        if (ink)
            Strip.FedSinceInk = step - height;
    }

    private void Advance(int dots)
    {
        Strip.Y += dots;
        Strip.FedSinceInk += dots;
    }

    private void DropLine()
    {
        if (line.Text.Length > 0)
            Strip.Warn("text_discarded", line.Text);
        line.Clear();
    }
}
