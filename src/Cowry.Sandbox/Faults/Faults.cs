using System.Text.Json.Nodes;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox;

/// <summary>
/// What is broken in the simulated world at the moment. Set as a whole by <c>PUT /faults</c>; kept in the database, with the counts that
/// are left, so that a restart changes nothing. Safe for concurrent use.
/// </summary>
public sealed class Faults
{
    private const string Key = "faults";
    private readonly Database database;
    private readonly GatewayFaults[] gateways;

    internal Faults(Database database, IEnumerable<GatewayFaults> gateways)
    {
        this.database = database;
        this.gateways = [.. gateways];
        if (database.Read(db => db.Setting(Key)) is { } saved)
            Apply(JsonNode.Parse(saved)!.AsObject(), []);
        foreach (var gateway in this.gateways)
            gateway.UsedUp += () => _ = Save();
    }

    /// <summary>Raised after the faults were set anew, on the thread of the request that did it.</summary>
    public event Action? Changed;

    /// <summary>The printer's faults; ask again whenever it matters, the answer changes under you.</summary>
    public PrinterFaults Printer { get; private set; } = PrinterFaults.None;

    /// <summary>Sets all faults. Fills <paramref name="errors"/> and changes nothing when a word is unknown.</summary>
    internal async Task Set(JsonObject wanted, Dictionary<string, string> errors)
    {
        Apply(wanted, errors);
        if (errors.Count > 0)
            return;
        await Save();
        Changed?.Invoke();
    }

    /// <summary>The faults as they stand, with what is left of the counts, in the shape of <c>PUT /faults</c>.</summary>
    internal JsonObject Describe()
    {
        var all = new JsonObject();
        foreach (var gateway in gateways)
        {
            if (gateway.Describe() is { Count: > 0 } part)
                all[gateway.Wallet] = part;
        }

        if (Printer.Describe() is { Count: > 0 } printer)
            all["printer"] = printer;
        return all;
    }

    private Task Save()
    {
        // Described on the writer's own thread: the last save holds the last counts.
        return database.Write(db => db.SetSetting(Key, Describe().ToJsonString()));
    }

    private void Apply(JsonObject wanted, Dictionary<string, string> errors)
    {
        var next = gateways.ToDictionary(gateway => gateway, gateway => gateway.Read([], errors));
        var printer = PrinterFaults.None;
        foreach (var (name, node) in wanted)
        {
            if (node is JsonObject part && Array.Find(gateways, gateway => gateway.Wallet == name) is { } known)
                next[known] = known.Read(part, errors);
            else if (name == "printer" && node is JsonObject forPrinter)
                printer = PrinterFaults.Read(forPrinter, errors);
            else
                errors[name] = $"is not one of {string.Join(", ", gateways.Select(gateway => gateway.Wallet))}, printer, or is not an object";
        }

        if (errors.Count > 0)
            return;
        foreach (var (gateway, setting) in next)
            gateway.Adopt(setting);
        Printer = printer;
    }
}
