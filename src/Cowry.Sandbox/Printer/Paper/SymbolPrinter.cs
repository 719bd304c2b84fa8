using System.Text;
using Cowry.Sandbox.Printer.EscPos;
using QRCoder;

namespace Cowry.Sandbox.Printer.Paper;

/// <summary>A QR code or barcode ready for the paper; without <paramref name="Dots"/> the printer printed nothing.</summary>
internal sealed record Symbol(
    DotsMark? Dots, string Text, string Caption = "", bool TextAbove = false, bool TextBelow = false, PaperWarning? Problem = null);

/// <summary>Draws QR codes (<c>GS ( k</c>) and barcodes (<c>GS k</c>) by the settings made before.</summary>
internal sealed class SymbolPrinter
{
    private int qrModule = 3;
    private char qrLevel = 'L';
    private byte[] qrData = [];
    private int barHeight = 162;
    private int barModule = 3;
    private int barText;

    public void Reset()
    {
        (qrModule, qrLevel, qrData) = (3, 'L', []);
        (barHeight, barModule, barText) = (162, 3, 0);
    }

    public void Apply(PrinterCommand command)
    {
        switch (command)
        {
            case SetQrModule set:
                qrModule = set.Dots;
                break;
            case SetQrCorrection set:
                qrLevel = set.Level;
                break;
            case StoreQr set:
                qrData = set.Data;
                break;
            case SetBarcodeHeight set:
                barHeight = set.Dots;
                break;
            case SetBarcodeModule set:
                barModule = set.Dots;
                break;
            case SetBarcodeText set:
                barText = set.Position;
                break;
        }
    }

    public Symbol Draw(PrinterCommand command, int area) => command is PrintBarcode barcode ? DrawBarcode(barcode, area) : DrawQr(area);

    private Symbol DrawQr(int area)
    {
        if (qrData.Length == 0)
            return new Symbol(null, "", Problem: new PaperWarning("qr_empty", "printed before it was stored"));
        var level = qrLevel switch
        {
            'M' => QRCodeGenerator.ECCLevel.M,
            'Q' => QRCodeGenerator.ECCLevel.Q,
            'H' => QRCodeGenerator.ECCLevel.H,
            _ => QRCodeGenerator.ECCLevel.L,
        };
        QRCodeData code;
        try
        {
            code = QRCodeGenerator.GenerateQrCode(qrData, level);
        }
        catch (QRCoder.Exceptions.DataTooLongException)
        {
            return new Symbol(null, "", Problem: new PaperWarning("qr_too_long", $"{qrData.Length} bytes at level {qrLevel}"));
        }

        using (code)
        {
            // QRCoder adds the quiet zone of four modules; printers add none.
            const int quiet = 4;
            var matrix = code.ModuleMatrix;
            var side = (matrix.Count - (2 * quiet)) * qrModule;
            if (side > area)
                return new Symbol(null, "", Problem: new PaperWarning("qr_too_wide", $"{side} dots on {area}"));
            var bits = Bits.Draw(side, side, (x, y) => matrix[quiet + (y / qrModule)][quiet + (x / qrModule)]);
            return new Symbol(new DotsMark(0, 0, side, side, bits), $"[QR:{Decode(qrData)}]");
        }
    }

    private Symbol DrawBarcode(PrintBarcode barcode, int area)
    {
        var (text, bars) = Barcode.Encode(barcode.Kind, barcode.Data);
        if (bars is null)
            return new Symbol(null, "", Problem: new PaperWarning("barcode_refused", $"{barcode.Kind} {Convert.ToHexString(barcode.Data)}"));
        var width = bars.Length * barModule;
        if (width > area)
            return new Symbol(null, "", Problem: new PaperWarning("barcode_too_wide", $"{width} dots on {area}"));
        var bits = Bits.Draw(width, barHeight, (x, _) => bars[x / barModule]);
        return new Symbol(
            new DotsMark(0, 0, width, barHeight, bits), $"[BARCODE:{text}]", text, TextAbove: (barText & 1) != 0, TextBelow: (barText & 2) != 0);
    }

    private static string Decode(byte[] data)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(data);
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(936)!.GetString(data);
        }
    }
}
