using System.Globalization;

namespace Cowry.Sandbox;

/// <summary>The places of the WeChat Pay gateway where a fault can be switched on.</summary>
internal enum FaultPoint
{
    Notify,
    Create,
    Query,
    Close,
    ScanCode,
    Refund,
}

/// <summary>One fault that is switched on: <c>http_500:2</c> is the name <c>http_500</c> with the number 2.</summary>
internal sealed record FaultWord(string Name, long? Number)
{
    public override string ToString() => Number is { } n ? string.Create(CultureInfo.InvariantCulture, $"{Name}:{n}") : Name;
}

/// <summary>
/// Which words each point understands. A switch may hold several words, separated by commas; they are used up from left to right.
/// A word with a count and no number holds until it is cleared.
/// </summary>
internal static class FaultWords
{
    private enum Meaning
    {
        /// <summary>The number says how often; without one: until cleared.</summary>
        Times,

        /// <summary>The number is a value (milliseconds, copies) and must be there; the word holds until cleared.</summary>
        Value,

        /// <summary>No number; holds until cleared.</summary>
        Plain,
    }

    /// <summary>What a faulty answer can look like, wherever an answer is given.</summary>
    internal static readonly string[] AnswerWords = ["http_500", "timeout", "rate_limit", "rubbish", "bad_signature"];

    private static readonly Dictionary<string, Meaning> Answers = AnswerWords.ToDictionary(word => word, _ => Meaning.Times);

    private static readonly Dictionary<FaultPoint, Dictionary<string, Meaning>> Known = new()
    {
        [FaultPoint.Notify] = new()
        {
            ["lose"] = Meaning.Times,
            ["bad_signature"] = Meaning.Times,
            ["delay"] = Meaning.Value,
            ["duplicate"] = Meaning.Value,
            ["before_response"] = Meaning.Plain,
            ["before_create_response"] = Meaning.Plain,
        },
        [FaultPoint.Create] = Answers,
        [FaultPoint.Query] = Answers,
        [FaultPoint.Close] = Answers,
        [FaultPoint.ScanCode] = new(Answers) { ["userpaying"] = Meaning.Times, ["unknown"] = Meaning.Times },
        [FaultPoint.Refund] = new(Answers) { ["processing"] = Meaning.Value, ["abnormal"] = Meaning.Times },
    };

    internal static readonly Dictionary<string, FaultPoint> Points = new()
    {
        ["notify"] = FaultPoint.Notify,
        ["create"] = FaultPoint.Create,
        ["query"] = FaultPoint.Query,
        ["close"] = FaultPoint.Close,
        ["scan_code"] = FaultPoint.ScanCode,
        ["refund"] = FaultPoint.Refund,
    };

    internal static bool IsCounted(FaultPoint point, string name) => Known[point][name] == Meaning.Times;

    /// <summary>Reads the text of one switch; the message says what is wrong with it.</summary>
    internal static bool TryParse(FaultPoint point, string text, out List<FaultWord> words, out string message)
    {
        words = [];
        message = "";
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            var name = colon < 0 ? part : part[..colon];
            if (!Known[point].TryGetValue(name, out var meaning))
            {
                message = $"'{name}' is not one of {string.Join(", ", Known[point].Keys)}";
                return false;
            }

            long? number = null;
            if (colon >= 0)
            {
                if (!long.TryParse(part.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var n) || n is 0 or > 86_400_000)
                {
                    message = $"'{part}' needs a whole number from 1 to 86400000 after the colon";
                    return false;
                }

                number = n;
            }

            if (number is null && meaning == Meaning.Value)
            {
                message = $"'{name}' needs a number, as in '{name}:500'";
                return false;
            }

            if (number is not null && meaning == Meaning.Plain)
            {
                message = $"'{name}' takes no number";
                return false;
            }

            words.Add(new FaultWord(name, number));
        }

        return true;
    }
}
