namespace Cowry.Client.Terminals;

public enum TerminalStatus
{
    Active,
    Revoked,
}

/// <summary>Approves a device that shows <see cref="UserCode"/> (RFC 8628) and gives it a name and a store.</summary>
public sealed record PairTerminal
{
    public required string UserCode { get; init; }

    public required string Name { get; init; }

    public required string Store { get; init; }
}

/// <summary>Renames or revokes. A revoked terminal never comes back; pair it anew.</summary>
public sealed record UpdateTerminal
{
    public string? Name { get; init; }

    public string? Store { get; init; }

    public TerminalStatus? Status { get; init; }
}

public sealed record Terminal
{
    public required string Id { get; init; }

    public string Object { get; init; } = "terminal";

    public required DateTimeOffset CreatedAt { get; init; }

    public required string Name { get; init; }

    public required string Store { get; init; }

    public required TerminalStatus Status { get; init; }

    public DateTimeOffset? LastSeenAt { get; init; }
}
