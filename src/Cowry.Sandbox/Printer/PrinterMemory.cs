using System.Text.Json;

namespace Cowry.Sandbox.Printer;

/// <summary>What the printer remembers over a restart: its model switches, and the port it was given when it could choose.</summary>
internal sealed class PrinterMemory
{
    private readonly string file;
    private readonly Lock gate = new();

    public PrinterMemory(SandboxOptions options)
    {
        var directory = Path.Combine(options.Data, "printer");
        Directory.CreateDirectory(directory);
        file = Path.Combine(directory, "printer.json");
        if (Read() is { } saved)
            (Model, Port) = (saved.Model, saved.Port);
    }

    public PrinterModel Model { get; private set; } = new();

    public int Port { get; private set; }

    public void Remember(PrinterModel model, int port)
    {
        lock (gate)
        {
            (Model, Port) = (model, port);
            File.WriteAllBytes(file + ".new", JsonSerializer.SerializeToUtf8Bytes(new Saved(model, port), PrinterJson.Options));
            File.Move(file + ".new", file, overwrite: true);
        }
    }

    private Saved? Read()
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<Saved>(File.ReadAllBytes(file), PrinterJson.Options) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Saved(PrinterModel Model, int Port);
}
