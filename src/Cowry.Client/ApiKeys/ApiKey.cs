namespace Cowry.Client.ApiKeys;

public sealed record CreateApiKey
{
    public required string Name { get; init; }

    /// <summary>At least one of <see cref="Scopes"/>, and none that the caller lacks.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary><see cref="Secret"/> (<c>csk_…</c>) is there in the answer that made the key and never again.</summary>
public sealed record ApiKey
{
    public required string Id { get; init; }

    public string Object { get; init; } = "api_key";

    public required DateTimeOffset CreatedAt { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The last four characters, to tell keys apart.</summary>
    public required string Ending { get; init; }

    public string? Secret { get; init; }
}
