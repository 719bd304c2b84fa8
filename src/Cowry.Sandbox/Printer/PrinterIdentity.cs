using System.Text;

namespace Cowry.Sandbox.Printer;

/// <summary>Answers of <c>GS I n</c>: single bytes for 1 to 3, texts as <c>5F … 00</c> from 65 (firmware, maker, model, serial, language).</summary>
internal static class PrinterIdentity
{
    public static byte[] Answer(int what, PrinterModel model) => what switch
    {
        // Two-byte characters and a cutter are installed.
        2 or 50 => [0x03],
        < 65 => [0x20],
        _ => [0x5F, .. Encoding.ASCII.GetBytes(Text(what, model)), 0x00],
    };

    private static string Text(int what, PrinterModel model) => what switch
    {
        65 => "1.00",
        66 => "COWRY",
        67 => model.Paper == 58 ? "SANDBOX-58" : "SANDBOX-80",
        68 => "SANDBOX0001",
        69 => "CHINA GB18030",
        _ => "",
    };
}
