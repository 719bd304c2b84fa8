using System.Text;
using QRCoder;

namespace Cowry.Printing.Layout;

/// <summary>
/// A QR code's content and its size. Measured in byte mode, the widest a printer may choose, so that it never finds the symbol too wide and
/// silently prints nothing.
/// </summary>
internal sealed class QrSymbol
{
    private const int QuietZone = 4;

    private readonly QRCodeData matrix;

    private QrSymbol(byte[] content, bool lowCorrection, QRCodeData matrix) =>
        (Content, LowCorrection, this.matrix) = (content, lowCorrection, matrix);

    internal byte[] Content { get; }

    /// <summary>Error correction L instead of M, for content too long for M.</summary>
    internal bool LowCorrection { get; }

    /// <summary>Modules on a side, without the quiet zone that printers do not add.</summary>
    internal int Modules => matrix.ModuleMatrix.Count - (2 * QuietZone);

    internal bool IsDark(int x, int y) => matrix.ModuleMatrix[y + QuietZone][x + QuietZone];

    /// <summary>Null where the content is empty or longer than any QR code holds.</summary>
    internal static QrSymbol? Make(string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        return bytes.Length switch
        {
            0 or > 2953 => null,
            > 2331 => new QrSymbol(bytes, true, QRCodeGenerator.GenerateQrCode(bytes, QRCodeGenerator.ECCLevel.L)),
            _ => new QrSymbol(bytes, false, QRCodeGenerator.GenerateQrCode(bytes, QRCodeGenerator.ECCLevel.M)),
        };
    }

    /// <summary>The largest module up to <paramref name="wanted"/> with which symbol and quiet zone fit, 0 where none of 2 dots and more does.</summary>
    internal int ModuleFor(int dots, int wanted)
    {
        for (var module = Math.Clamp(wanted, 2, 16); module >= 2; module--)
        {
            if ((Modules + (2 * QuietZone)) * module <= dots)
                return module;
        }

        return 0;
    }
}
