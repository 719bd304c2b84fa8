namespace Cowry.Server.Api;

/// <summary>
/// The one way in which a request is refused: thrown anywhere, it rolls the transaction back and becomes an RFC 9457 answer.
/// Codes are stable and listed in <c>docs/errors.md</c>; the factories are in <see cref="Refusals"/>.
/// </summary>
internal sealed class Refusal(int status, string code, string title, string? detail = null) : Exception($"{code}: {detail ?? title}")
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public string Title { get; } = title;

    public string? Detail { get; } = detail;

    /// <summary>By field, for <c>validation_failed</c> and <c>unknown_field</c>.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>Every refusal that more than one slice gives.</summary>
internal static class Refusals
{
    public static Refusal NotFound(string what, string? id) =>
        new(404, "not_found", "Not found", $"There is no {what} {id} here, or this token may not see it.");

    public static Refusal IdTaken(string id) =>
        new(409, "id_taken", "Id already used", $"{id} exists already with other values.");

    public static Refusal Invalid(string field, string message) =>
        Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [message] });

    public static Refusal Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        new(400, "validation_failed", "Some values are not valid", string.Join("; ", errors.Select(e => $"{e.Key} {e.Value[0]}"))) { Errors = errors };
}
