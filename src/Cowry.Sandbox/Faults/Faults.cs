using System.Text.Json;
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
    private readonly Lock gate = new();
    private Dictionary<FaultPoint, List<FaultWord>> switches = [];
    private bool any;

    internal Faults(Database database)
    {
        this.database = database;
        if (database.Read(db => db.Setting(Key)) is { } saved)
            Apply(JsonNode.Parse(saved)!.AsObject(), []);
    }

    /// <summary>Raised after the faults were set anew, on the thread of the request that did it.</summary>
    public event Action? Changed;

    /// <summary>The printer's faults; ask again whenever it matters, the answer changes under you.</summary>
    public PrinterFaults Printer { get; private set; } = PrinterFaults.None;

    /// <summary>Whether a phone may still pay an order that the shop has closed.</summary>
    internal bool LateSuccessAfterClose { get; private set; }

    /// <summary>Sets all faults. Fills <paramref name="errors"/> and changes nothing when a word is unknown.</summary>
    internal async Task Set(JsonObject wanted, Dictionary<string, string> errors)
    {
        Apply(wanted, errors);
        if (errors.Count > 0)
            return;
        await Save();
        Changed?.Invoke();
    }

    /// <summary>Whether the word is switched on; uses up one of its count.</summary>
    internal bool Take(FaultPoint point, string name)
    {
        if (!any)
            return false;
        lock (gate)
        {
            var index = switches.TryGetValue(point, out var words) ? words.FindIndex(word => word.Name == name) : -1;
            if (index < 0)
                return false;
            UseUp(point, words!, index);
            return true;
        }
    }

    /// <summary>The next faulty answer that is due at this point, used up; null when the answer shall be right.</summary>
    internal string? TakeAnswer(FaultPoint point)
    {
        if (!any)
            return null;
        lock (gate)
        {
            var index = switches.TryGetValue(point, out var words)
                ? words.FindIndex(word => FaultWords.AnswerWords.Contains(word.Name, StringComparer.Ordinal))
                : -1;
            if (index < 0)
                return null;
            var name = words![index].Name;
            UseUp(point, words, index);
            return name;
        }
    }

    /// <summary>The number of a word such as <c>delay:500</c>; null when it is not switched on.</summary>
    internal long? Value(FaultPoint point, string name)
    {
        if (!any)
            return null;
        lock (gate)
            return switches.GetValueOrDefault(point)?.Find(word => word.Name == name)?.Number;
    }

    /// <summary>The faults as they stand, with what is left of the counts, in the shape of <c>PUT /faults</c>.</summary>
    internal JsonObject Describe()
    {
        lock (gate)
        {
            var weChatPay = new JsonObject();
            foreach (var (name, point) in FaultWords.Points)
            {
                if (switches.TryGetValue(point, out var words) && words.Count > 0)
                    weChatPay[name] = string.Join(',', words);
            }

            if (LateSuccessAfterClose)
                weChatPay["late_success_after_close"] = true;
            var printer = new JsonObject();
            if (Printer.PaperOut)
                printer["paper_out"] = true;
            if (Printer.Offline)
                printer["offline"] = true;
            if (Printer.CoverOpen)
                printer["cover_open"] = true;
            if (Printer.DiesAfterBytes is { } bytes)
                printer["dies_after_bytes"] = bytes;

            var all = new JsonObject();
            if (weChatPay.Count > 0)
                all["wechat_pay"] = weChatPay;
            if (printer.Count > 0)
                all["printer"] = printer;
            return all;
        }
    }

    private void UseUp(FaultPoint point, List<FaultWord> words, int index)
    {
        var word = words[index];
        if (!FaultWords.IsCounted(point, word.Name) || word.Number is not { } left)
            return;
        if (left > 1)
            words[index] = word with { Number = left - 1 };
        else
            words.RemoveAt(index);
        _ = Save();
    }

    private Task Save()
    {
        var text = Describe().ToJsonString();
        return database.Write(db => db.SetSetting(Key, text));
    }

    private void Apply(JsonObject wanted, Dictionary<string, string> errors)
    {
        var next = new Dictionary<FaultPoint, List<FaultWord>>();
        var late = false;
        var printer = PrinterFaults.None;
        foreach (var (name, node) in wanted)
        {
            if (name == "wechat_pay" && node is JsonObject weChatPay)
                late = ReadWeChatPay(weChatPay, next, errors);
            else if (name == "printer" && node is JsonObject forPrinter)
                printer = ReadPrinter(forPrinter, errors);
            else
                errors[name] = "is not one of wechat_pay, printer, or is not an object";
        }

        if (errors.Count > 0)
            return;
        lock (gate)
        {
            (switches, LateSuccessAfterClose, Printer) = (next, late, printer);
            any = next.Values.Any(words => words.Count > 0);
        }
    }

    private static bool ReadWeChatPay(JsonObject wanted, Dictionary<FaultPoint, List<FaultWord>> next, Dictionary<string, string> errors)
    {
        var late = false;
        foreach (var (name, node) in wanted)
        {
            var field = $"wechat_pay.{name}";
            if (name == "late_success_after_close")
                late = ReadFlag(field, node, errors);
            else if (!FaultWords.Points.TryGetValue(name, out var point))
                errors[field] = $"is not one of {string.Join(", ", FaultWords.Points.Keys)}, late_success_after_close";
            else if (node?.GetValueKind() != JsonValueKind.String)
                errors[field] = "must be a string";
            else if (!FaultWords.TryParse(point, node.GetValue<string>(), out var words, out var message))
                errors[field] = message;
            else
                next[point] = words;
        }

        return late;
    }

    private static PrinterFaults ReadPrinter(JsonObject wanted, Dictionary<string, string> errors)
    {
        var printer = PrinterFaults.None;
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
