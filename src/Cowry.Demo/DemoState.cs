using System.Security.Cryptography;
using System.Text.Json;
using Cowry.Client;

namespace Cowry.Demo;

/// <summary>
/// What the demo made and cannot read back from the server, one file in its data folder. Written after every step, so that an interrupted first
/// start goes on where it stopped.
/// </summary>
internal sealed record DemoState
{
    /// <summary>Starts every idempotency key: a step that was done but not yet noted down gives its first answer again.</summary>
    public required string Run { get; init; }

    public int PrinterPort { get; init; }

    public string? Merchant { get; init; }

    public string? Store { get; init; }

    public string? ApiKey { get; init; }

    public string? Printer { get; init; }

    public string? PaymentAccount { get; init; }

    public bool StaffHired { get; init; }

    public string? Terminal { get; init; }

    /// <summary>The terminal's refresh token: it does not rotate, so several browsers may be the demo's terminal.</summary>
    public string? TerminalCredential { get; init; }

    /// <summary>Where the payment account and the printer point, as of the last start.</summary>
    public string? Sandbox { get; init; }

    public static DemoState Load(string file) => File.Exists(file)
        ? JsonSerializer.Deserialize<DemoState>(File.ReadAllText(file), Wire.Json)!
        : new DemoState { Run = RandomNumberGenerator.GetHexString(16, lowercase: true) };

    public void Save(string file) => WholeFile.Write(file, JsonSerializer.Serialize(this, Wire.Json));
}

/// <summary>Files that are there entirely or not at all.</summary>
internal static class WholeFile
{
    public static void Write(string file, string text)
    {
        var draft = file + ".new";
        using (var stream = new FileStream(draft, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            // It holds secrets.
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        using (var writer = new StreamWriter(stream))
        {
            writer.Write(text);
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, file, overwrite: true);
    }
}
