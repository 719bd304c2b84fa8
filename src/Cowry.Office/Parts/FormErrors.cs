using Cowry.Client.Problems;

namespace Cowry.Office.Parts;

/// <summary>What is wrong with a form: by the field's name on the wire, and for the form as a whole.</summary>
public sealed class FormErrors
{
    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);

    public string? Whole { get; private set; }

    public bool Any => Whole is not null || _fields.Count > 0;

    public string? this[string field] => _fields.GetValueOrDefault(field);

    public void Add(string field, string words) => _fields[field] = words;

    public void Clear()
    {
        _fields.Clear();
        Whole = null;
    }

    /// <summary>What the server said; <paramref name="rule"/> gives its sentence about a field in the language of the page.</summary>
    public void Take(Exception fault, string words, Func<string, string> rule)
    {
        Whole = words;
        if (fault is not CowryProblemException { Problem.Errors: { Count: > 0 } errors })
            return;
        foreach (var (field, messages) in errors)
            _fields[field] = string.Join("; ", messages.Select(rule));
    }

    /// <summary>False, with the field marked, when nothing was typed where something must be.</summary>
    public bool Require(string field, string? value, string words)
    {
        if (!string.IsNullOrWhiteSpace(value))
            return true;
        _fields[field] = words;
        return false;
    }
}
