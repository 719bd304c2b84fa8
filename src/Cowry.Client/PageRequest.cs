namespace Cowry.Client;

/// <summary>Which page of a list: up to <see cref="Limit"/> (1 to 200) elements after <see cref="Cursor"/>, a former page's <c>next_cursor</c>.</summary>
public sealed record PageRequest
{
    public const int MaxLimit = 200;

    public int? Limit { get; init; }

    public string? Cursor { get; init; }
}
