namespace Cowry.Sandbox.Printer.EscPos;

/// <summary>One ESC/POS command as the printer understood it. Distances are dots at 203 dpi (8 to the millimetre).</summary>
internal abstract record PrinterCommand;

/// <summary>A printable character; <paramref name="Wide"/> when it came as a two-byte code of the Chinese mode.</summary>
internal readonly record struct Glyph(string Text, bool Wide);

internal sealed record PrintText(IReadOnlyList<Glyph> Glyphs) : PrinterCommand;

internal sealed record Initialize : PrinterCommand;

internal sealed record LineFeed : PrinterCommand;

internal sealed record Tab : PrinterCommand;

internal sealed record SetTabStops(IReadOnlyList<int> Columns) : PrinterCommand;

internal sealed record SetAlignment(int Value) : PrinterCommand;

internal sealed record SetBold(bool On) : PrinterCommand;

internal sealed record SetUnderline(int Dots, bool Hanzi) : PrinterCommand;

/// <summary>Character magnification, 1 to 8: <c>GS !</c> sets both scripts, <c>FS W</c> Hanzi alone.</summary>
internal sealed record SetSize(int Width, int Height, bool Latin, bool Hanzi) : PrinterCommand;

/// <summary><c>ESC !</c>: all of the Latin script's looks at once.</summary>
internal sealed record SetPrintMode(int Width, int Height, bool Bold, bool Underline, bool Small) : PrinterCommand;

/// <summary><c>FS !</c>: size and underline of Hanzi.</summary>
internal sealed record SetHanziMode(int Width, int Height, bool Underline) : PrinterCommand;

internal sealed record SetReverse(bool On) : PrinterCommand;

internal sealed record SetFont(bool Small) : PrinterCommand;

internal sealed record SetCharacterSpacing(int Left, int Right, bool Hanzi) : PrinterCommand;

/// <summary>Line spacing in dots; null is the default.</summary>
internal sealed record SetLineSpacing(int? Dots) : PrinterCommand;

internal sealed record FeedLines(int Lines) : PrinterCommand;

internal sealed record FeedDots(int Dots) : PrinterCommand;

internal sealed record MoveTo(int Dots, bool Relative) : PrinterCommand;

internal sealed record SetLeftMargin(int Dots) : PrinterCommand;

internal sealed record SetAreaWidth(int Dots) : PrinterCommand;

internal sealed record SetQrModule(int Dots) : PrinterCommand;

internal sealed record SetQrCorrection(char Level) : PrinterCommand;

internal sealed record StoreQr(byte[] Data) : PrinterCommand;

internal sealed record PrintQr : PrinterCommand;

internal sealed record SetBarcodeHeight(int Dots) : PrinterCommand;

internal sealed record SetBarcodeModule(int Dots) : PrinterCommand;

/// <summary>Where the readable text of a barcode stands: bit 0 above, bit 1 below.</summary>
internal sealed record SetBarcodeText(int Position) : PrinterCommand;

internal sealed record PrintBarcode(BarcodeKind Kind, byte[] Data) : PrinterCommand;

internal enum BarcodeKind
{
    UpcA,
    UpcE,
    Ean13,
    Ean8,
    Code39,
    Itf,
    Codabar,
    Code93,
    Code128,
}

/// <summary>A picture, one bit per dot, rows padded to whole bytes, bit 7 leftmost, 1 black.</summary>
internal sealed record PrintImage(int WidthDots, int Rows, int ScaleX, int ScaleY, byte[] Bits, bool InLine) : PrinterCommand;

internal sealed record StoreGraphics(PrintImage Image) : PrinterCommand;

internal sealed record PrintGraphics : PrinterCommand;

/// <summary>A cut; with <paramref name="Feed"/> the paper is first fed to the blade and these dots more.</summary>
internal sealed record CutPaper(bool Full, int? Feed) : PrinterCommand;

internal sealed record KickDrawer(int Pin) : PrinterCommand;

internal sealed record Buzz(int Times) : PrinterCommand;

/// <summary><c>GS r</c>: answered when its turn comes behind the data before it.</summary>
internal sealed record AskStatus(int What) : PrinterCommand;

internal sealed record SetAutomaticStatus(int Mask) : PrinterCommand;

/// <summary><c>GS ( H</c> function 48: the tag comes back when everything before it has been printed.</summary>
internal sealed record AskProcessId(byte[] Tag) : PrinterCommand;

internal sealed record AskIdentity(int What) : PrinterCommand;

/// <summary>Acted upon on reception, ahead of all queued data.</summary>
internal abstract record RealTimeCommand : PrinterCommand;

internal sealed record AskStatusNow(int What) : RealTimeCommand;

internal sealed record RecoverNow(bool ClearBuffers) : RealTimeCommand;

internal sealed record KickDrawerNow(int Pin) : RealTimeCommand;

/// <summary>Understood, but without a visible effect on this printer (for example the print density).</summary>
internal sealed record NoEffect : PrinterCommand;

/// <summary>Something a real printer would not have understood either; it ends up in the paper's warnings.</summary>
internal sealed record NotUnderstood(string Code, string Detail) : PrinterCommand;
