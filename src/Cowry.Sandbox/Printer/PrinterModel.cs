using System.Text.Json.Serialization;

namespace Cowry.Sandbox.Printer;

/// <summary>How this printer differs from others that call themselves ESC/POS. Each switch is a behaviour that real devices show.</summary>
public sealed record PrinterModel
{
    /// <summary>Paper width in millimetres: 58 (384 dots) or 80 (576 dots).</summary>
    public int Paper { get; init; } = 80;

    /// <summary>Epson's serial models execute <c>10 04 n</c> wherever the bytes occur, also inside pictures and QR data.</summary>
    public bool RealTimeInsideData { get; init; }

    /// <summary>Many Chinese models power up in Chinese mode; the strict reading waits for <c>FS &amp;</c>.</summary>
    public bool StartsInChineseMode { get; init; }

    /// <summary><c>ESC @</c> switches automatic status off, as on Epson's network boards.</summary>
    public bool InitializeStopsAutomaticStatus { get; init; } = true;

    /// <summary>Whether <c>GS ( H</c> is answered; older and many cloned models do not know it.</summary>
    public bool AnswersProcessId { get; init; } = true;

    /// <summary>
    /// What happens to a connection while another one prints: it waits its turn (false; the connect succeeds, nothing is read) or is refused.
    /// </summary>
    public bool RefusesWhenBusy { get; init; }

    /// <summary>Prints but never says anything, as Windows spoolers and many Bluetooth boards.</summary>
    public bool Silent { get; init; }

    /// <summary>How fast it prints; null is at once. A serial line of 9,600 baud brings 960.</summary>
    public int? BytesPerSecond { get; init; }

    [JsonIgnore]
    public int Dots => Paper == 58 ? 384 : 576;
}
