namespace Cowry.Sandbox.Printer.Tests;

/// <summary>A whole job of 106 bytes, put together by hand from the manuals; its hash was taken independently.</summary>
internal static class GoldenJob
{
    public const string Sha256 = "6b65ffb40d484c81ec668444bdfe70affb014485e5abe9992107c731c07edde0";

    public static byte[] Bytes { get; } = PrinterClient.Hex(
        "1B40 1C26 1B6101 1D2111 B2E2CAD4 0A 1D2100 1B6100 C6D5CDA8204E6F726D616C2031322E35300A" +
        "1B6101 1D286B040031413200 1D286B0300314306 1D286B0300314531" +
        "1D286B1100315030 68747470733A2F2F612E636E2F78 1D286B0300315130 1B6100 1B6403 1D5601");
}
