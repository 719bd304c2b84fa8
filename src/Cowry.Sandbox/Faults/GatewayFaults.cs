using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cowry.Sandbox;

/// <summary>
/// What is broken at one wallet's gateway. Each wallet derives its own with the words that it understands; <see cref="Faults"/> sets and
/// saves all of them together. Safe for concurrent use.
/// </summary>
/// <param name="wallet">The part of <c>PUT /faults</c> that is read here.</param>
/// <param name="answerWords">The words that spoil an answer at any point; at most one is used up for each answer.</param>
/// <param name="flags">Switches beside the points that are only true or false.</param>
internal abstract class GatewayFaults(string wallet, string[] answerWords, IReadOnlyDictionary<FaultPoint, FaultWords> words, params string[] flags)
{
    private static readonly Dictionary<string, FaultPoint> Points = new()
    {
        ["notify"] = FaultPoint.Notify,
        ["create"] = FaultPoint.Create,
        ["query"] = FaultPoint.Query,
        ["close"] = FaultPoint.Close,
        ["cancel"] = FaultPoint.Cancel,
        ["scan_code"] = FaultPoint.ScanCode,
        ["refund"] = FaultPoint.Refund,
    };

    private readonly Lock gate = new();
    private Setting now = new([], []);
    private bool any;

    /// <summary>Raised after a count went down, outside the lock.</summary>
    public event Action? UsedUp;

    public string Wallet { get; } = wallet;

    /// <summary>Whether the word is switched on; uses up one of its count.</summary>
    public bool Take(FaultPoint point, string name) => Take(point, word => word.Name == name) is not null;

    /// <summary>The next faulty answer that is due at this point, used up; null when the answer shall be right.</summary>
    public string? TakeAnswer(FaultPoint point) => Take(point, word => answerWords.Contains(word.Name, StringComparer.Ordinal));

    /// <summary>The number of a word such as <c>delay:500</c>; null when it is not switched on.</summary>
    public long? Value(FaultPoint point, string name)
    {
        if (!any)
            return null;
        lock (gate)
            return now.Switches.GetValueOrDefault(point)?.Find(word => word.Name == name)?.Number;
    }

    /// <summary>What stands, in the shape in which it was set, with what is left of the counts.</summary>
    public JsonObject Describe()
    {
        lock (gate)
        {
            var all = new JsonObject();
            foreach (var (name, point) in Points)
            {
                if (now.Switches.TryGetValue(point, out var switched) && switched.Count > 0)
                    all[name] = string.Join(',', switched);
            }

            foreach (var flag in flags.Where(now.Flags.Contains))
                all[flag] = true;
            return all;
        }
    }

    /// <summary>Reads this gateway's part; says in <paramref name="errors"/> what cannot be.</summary>
    public Setting Read(JsonObject wanted, Dictionary<string, string> errors)
    {
        var next = new Setting([], []);
        foreach (var (name, node) in wanted)
        {
            var field = $"{Wallet}.{name}";
            if (flags.Contains(name, StringComparer.Ordinal))
                ReadFlag(name, node, next, errors);
            else if (!Points.TryGetValue(name, out var point) || !words.TryGetValue(point, out var known))
                errors[field] = $"is not one of {string.Join(", ", Points.Where(p => words.ContainsKey(p.Value)).Select(p => p.Key).Concat(flags))}";
            else if (node?.GetValueKind() != JsonValueKind.String)
                errors[field] = "must be a string";
            else if (!known.TryParse(node.GetValue<string>(), out var read, out var message))
                errors[field] = message;
            else
                next.Switches[point] = read;
        }

        return next;
    }

    public void Adopt(Setting setting)
    {
        lock (gate)
            (now, any) = (setting, setting.Switches.Values.Any(switched => switched.Count > 0));
    }

    protected bool IsSet(string flag) => now.Flags.Contains(flag);

    private string? Take(FaultPoint point, Predicate<FaultWord> which)
    {
        if (!any)
            return null;
        string name;
        lock (gate)
        {
            var index = now.Switches.TryGetValue(point, out var switched) ? switched.FindIndex(which) : -1;
            if (index < 0)
                return null;
            name = switched![index].Name;
            if (!words[point].IsCounted(name) || switched[index].Number is not { } left)
                return name;
            if (left > 1)
                switched[index] = switched[index] with { Number = left - 1 };
            else
                switched.RemoveAt(index);
        }

        UsedUp?.Invoke();
        return name;
    }

    private void ReadFlag(string name, JsonNode? node, Setting next, Dictionary<string, string> errors)
    {
        if (node?.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False))
            errors[$"{Wallet}.{name}"] = "must be true or false";
        else if (node.GetValue<bool>())
            next.Flags.Add(name);
    }

    /// <summary>Everything that is switched on at one time.</summary>
    internal sealed record Setting(Dictionary<FaultPoint, List<FaultWord>> Switches, HashSet<string> Flags);
}
