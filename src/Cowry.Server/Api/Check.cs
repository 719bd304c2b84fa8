using Cowry.Primitives;

namespace Cowry.Server.Api;

/// <summary>Collects what is wrong with a request, field by field, and refuses it once with everything.</summary>
internal sealed class Check
{
    private readonly Dictionary<string, List<string>> _errors = new(StringComparer.Ordinal);

    public Check That(bool holds, string field, string message)
    {
        if (!holds)
            (_errors.TryGetValue(field, out var list) ? list : _errors[field] = []).Add(message);
        return this;
    }

    public Check Text(string? value, string field, int max, int min = 1) => That(
        value is not null && value.Trim().Length >= min && value.Length <= max && !value.Any(c => char.IsControl(c) && c != '\n'),
        field,
        $"must be {min} to {max} characters without control characters");

    public Check OptionalText(string? value, string field, int max) => value is null ? this : Text(value, field, max, 0);

    public Check Range(long value, string field, long min, long max) => That(value >= min && value <= max, field, $"must be between {min} and {max}");

    /// <summary>An id of the right kind; <c>default</c> when it is not, which the later <see cref="Refuse"/> reports.</summary>
    public T Id<T>(string? text, string field)
        where T : struct, IId<T>
    {
        That(Primitives.Id.TryParse<T>(text, out var id), field, $"must be an id that starts with {T.Prefix}");
        return id;
    }

    /// <summary>An id that the caller may make; a new one when it is left out.</summary>
    public T IdOrNew<T>(string? text, string field, DateTimeOffset now)
        where T : struct, IId<T> => text is null ? Primitives.Id.New<T>(now) : Id<T>(text, field);

    /// <summary>Throws when anything was wrong.</summary>
    public void Refuse()
    {
        if (_errors.Count > 0)
            throw Refusals.Invalid(_errors.ToDictionary(e => e.Key, e => e.Value.ToArray(), StringComparer.Ordinal));
    }
}
