using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Cowry.Demo;

/// <summary>What the command line asks for.</summary>
internal sealed record DemoOptions
{
    /// <summary>A folder with <c>server/</c>, <c>sandbox/</c> and <c>web/</c> as the build made them.</summary>
    public required string Build { get; init; }

    /// <summary>Where everything lies that survives a restart.</summary>
    public required string Data { get; init; }

    public int Port { get; init; } = 5080;

    public int SandboxPort { get; init; } = 5090;

    /// <summary>Null: the port that the data remembers, or any free one.</summary>
    public int? PrinterPort { get; init; }

    /// <summary>A PostgreSQL connection string; null for SQLite.</summary>
    public string? Database { get; init; }

    public static bool TryRead(string[] args, [NotNullWhen(true)] out DemoOptions? options, [NotNullWhen(false)] out string? fault)
    {
        options = null;
        Dictionary<string, string> given = new(StringComparer.Ordinal);
        for (var i = 0; i < args.Length; i += 2)
        {
            if (args[i] is not ("--build" or "--default-data" or "--data" or "--port" or "--sandbox-port" or "--printer-port" or "--database"))
                return Refuse($"there is no option {args[i]}", out fault);
            if (i + 1 == args.Length)
                return Refuse($"{args[i]} needs a value", out fault);
            given[args[i]] = args[i + 1];
        }

        foreach (var (name, value) in given)
        {
            if (name.EndsWith("port", StringComparison.Ordinal) && ReadPort(value) is null)
                return Refuse($"{name} is a port from 1 to 65535, not {value}", out fault);
        }

        if (!given.TryGetValue("--build", out var build) || !Directory.Exists(build))
            return Refuse("--build names no folder", out fault);
        fault = null;
        options = new DemoOptions
        {
            Build = Path.GetFullPath(build),
            Data = Path.GetFullPath(given.GetValueOrDefault("--data") ?? given.GetValueOrDefault("--default-data") ?? ".cowry"),
            Port = ReadPort(given.GetValueOrDefault("--port")) ?? 5080,
            SandboxPort = ReadPort(given.GetValueOrDefault("--sandbox-port")) ?? 5090,
            PrinterPort = ReadPort(given.GetValueOrDefault("--printer-port")),
            Database = given.GetValueOrDefault("--database"),
        };
        return true;
    }

    private static int? ReadPort(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 ? port : null;

    private static bool Refuse(string message, out string fault)
    {
        fault = message;
        return false;
    }
}
