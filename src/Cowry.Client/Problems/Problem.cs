using System.Text.Json.Serialization;

namespace Cowry.Client.Problems;

/// <summary>An error by RFC 9457. Programs read <see cref="Code"/>; people read <see cref="Title"/> and <see cref="Detail"/>.</summary>
public sealed record Problem
{
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    public string? Detail { get; init; }

    public string? Instance { get; init; }

    public required string Code { get; init; }

    public required string RequestId { get; init; }

    /// <summary>By field, for <c>validation_failed</c>.</summary>
    [JsonPropertyName("errors")]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }
}
