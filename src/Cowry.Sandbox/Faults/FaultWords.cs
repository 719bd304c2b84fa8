using System.Globalization;

namespace Cowry.Sandbox;

/// <summary>The places of a gateway where a fault can be switched on. A gateway need not have all of them.</summary>
internal enum FaultPoint
{
    Notify,
    Create,
    Query,
    Close,
    Cancel,
    ScanCode,
    Refund,
}

/// <summary>What the number after a word's colon means.</summary>
internal enum FaultMeaning
{
    /// <summary>How often; without a number: until cleared.</summary>
    Times,

    /// <summary>A value (milliseconds, copies) that must be there; the word holds until cleared.</summary>
    Value,

    /// <summary>No number; holds until cleared.</summary>
    Plain,
}

/// <summary>One fault that is switched on: <c>http_500:2</c> is the name <c>http_500</c> with the number 2.</summary>
internal sealed record FaultWord(string Name, long? Number)
{
    public override string ToString() => Number is { } n ? string.Create(CultureInfo.InvariantCulture, $"{Name}:{n}") : Name;
}

/// <summary>
/// Which words a gateway understands at one point. A switch may hold several, separated by commas; they are used up from left to right.
/// </summary>
internal sealed class FaultWords(params (string Name, FaultMeaning Meaning)[] words)
{
    private readonly Dictionary<string, FaultMeaning> known = words.ToDictionary(word => word.Name, word => word.Meaning);

    /// <summary>What a payment's notification may suffer, whatever the wallet.</summary>
    public static FaultWords Notify { get; } = new(
        ("lose", FaultMeaning.Times), ("bad_signature", FaultMeaning.Times), ("delay", FaultMeaning.Value), ("duplicate", FaultMeaning.Value),
        ("before_response", FaultMeaning.Plain), ("before_create_response", FaultMeaning.Plain));

    public FaultWords With(params (string Name, FaultMeaning Meaning)[] more) =>
        new([.. known.Select(word => (word.Key, word.Value)), .. more]);

    public bool IsCounted(string name) => known[name] == FaultMeaning.Times;

    /// <summary>Reads the text of one switch; the message says what is wrong with it.</summary>
    public bool TryParse(string text, out List<FaultWord> read, out string message)
    {
        (read, message) = ([], "");
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (Parse(part, out message) is not { } word)
                return false;
            read.Add(word);
        }

        return true;
    }

    private FaultWord? Parse(string part, out string message)
    {
        message = "";
        var colon = part.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? part : part[..colon];
        long? number = null;
        if (!known.TryGetValue(name, out var meaning))
            message = $"'{name}' is not one of {string.Join(", ", known.Keys)}";
        else if (colon >= 0 && !TryNumber(part.AsSpan(colon + 1), out number))
            message = $"'{part}' needs a whole number from 1 to 86400000 after the colon";
        else if (number is null && meaning == FaultMeaning.Value)
            message = $"'{name}' needs a number, as in '{name}:500'";
        else if (number is not null && meaning == FaultMeaning.Plain)
            message = $"'{name}' takes no number";
        return message.Length == 0 ? new FaultWord(name, number) : null;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out long? number)
    {
        var read = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is > 0 and <= 86_400_000;
        number = read ? n : null;
        return read;
    }
}
