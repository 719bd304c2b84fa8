using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cowry.Sandbox;

/// <summary>What is wrong with the virtual printer at the moment.</summary>
/// <param name="PaperOut">The roll is empty; the printer says so and prints nothing.</param>
/// <param name="Offline">Nobody answers at its address.</param>
/// <param name="CoverOpen">The cover is open; the printer says so and prints nothing.</param>
/// <param name="DiesAfterBytes">The connection is cut after so many bytes of a job; null: never.</param>
public sealed record PrinterFaults(bool PaperOut, bool Offline, bool CoverOpen, long? DiesAfterBytes)
{
    public static PrinterFaults None { get; } = new(false, false, false, null);

    internal static PrinterFaults Read(JsonObject wanted, Dictionary<string, string> errors)
    {
        var printer = None;
        foreach (var (name, node) in wanted)
        {
            var field = $"printer.{name}";
            printer = name switch
            {
                "paper_out" => printer with { PaperOut = ReadFlag(field, node, errors) },
                "offline" => printer with { Offline = ReadFlag(field, node, errors) },
                "cover_open" => printer with { CoverOpen = ReadFlag(field, node, errors) },
                "dies_after_bytes" => printer with { DiesAfterBytes = ReadCount(field, node, errors) },
                _ => Unknown(printer, field, errors),
            };
        }

        return printer;
    }

    internal JsonObject Describe()
    {
        var all = new JsonObject();
        if (PaperOut)
            all["paper_out"] = true;
        if (Offline)
            all["offline"] = true;
        if (CoverOpen)
            all["cover_open"] = true;
        if (DiesAfterBytes is { } bytes)
            all["dies_after_bytes"] = bytes;
        return all;
    }

    private static PrinterFaults Unknown(PrinterFaults printer, string field, Dictionary<string, string> errors)
    {
        errors[field] = "is not one of paper_out, offline, cover_open, dies_after_bytes";
        return printer;
    }

    private static bool ReadFlag(string field, JsonNode? node, Dictionary<string, string> errors)
    {
        if (node?.GetValueKind() is JsonValueKind.True or JsonValueKind.False)
            return node.GetValue<bool>();
        errors[field] = "must be true or false";
        return false;
    }

    private static long? ReadCount(string field, JsonNode? node, Dictionary<string, string> errors)
    {
        if (node is JsonValue value && value.TryGetValue<long>(out var count) && count >= 0)
            return count;
        errors[field] = "must be a whole number, 0 or more";
        return null;
    }
}
