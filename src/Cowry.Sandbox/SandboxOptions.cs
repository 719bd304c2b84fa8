namespace Cowry.Sandbox;

/// <summary>
/// How the sandbox runs. From the command line (<c>--data DIR</c>, <c>--port N</c>, <c>--printer-port N</c>, <c>--time-scale N</c>) or from
/// configuration (<c>Sandbox:Data</c>, <c>Sandbox__TimeScale</c>, …).
/// </summary>
public sealed class SandboxOptions
{
    public const string Section = "Sandbox";

    /// <summary>The directory that holds everything: database and keys. Made when it is not there.</summary>
    public string Data { get; set; } = ".cowry/sandbox";

    /// <summary>TCP port of the virtual printer on loopback; 0 takes a free one, -1 starts none.</summary>
    public int PrinterPort { get; set; }

    /// <summary>Divides the waits between the tries of a notification and the time that a refund takes: 60 makes a minute a second.</summary>
    public int TimeScale { get; set; } = 1;

    /// <summary>How long a refund stays PROCESSING before it succeeds, in milliseconds of unscaled time.</summary>
    public int RefundMilliseconds { get; set; } = 1000;

    /// <summary>
    /// Whether today's bill can be had, up to now. The real gateway makes it the next morning; turn this off to have it refuse as that does.
    /// </summary>
    public bool BillsAtOnce { get; set; } = true;

    /// <summary>What a phone has when it is first used, in fen.</summary>
    public long StartBalance { get; set; } = 100_000;

    /// <summary>Fee of the merchants that do not say otherwise, in parts per million.</summary>
    public int FeeRate { get; set; } = 6000;

    /// <summary>Whether the page with the customer's phone and the printer's paper is served.</summary>
    public bool PhonePage { get; set; } = true;
}
