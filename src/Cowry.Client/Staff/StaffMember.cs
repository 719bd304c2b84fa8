namespace Cowry.Client.Staff;

/// <summary>Who may do what: a cashier takes money and prints; a manager also gives it back and sees staff; an owner does everything.</summary>
public enum StaffRole
{
    Cashier,
    Manager,
    Owner,
}

public sealed record CreateStaff
{
    public string? Id { get; init; }

    /// <summary>What is typed to sign in: 2 to 6 digits, unique within the merchant.</summary>
    public required string Number { get; init; }

    public required string Name { get; init; }

    public required StaffRole Role { get; init; }

    /// <summary>4 to 8 digits; stored only as a slow hash.</summary>
    public required string Pin { get; init; }
}

public sealed record UpdateStaff
{
    public string? Name { get; init; }

    public StaffRole? Role { get; init; }

    public string? Pin { get; init; }

    /// <summary>False ends every session and refuses new ones.</summary>
    public bool? Active { get; init; }
}

public sealed record StaffMember
{
    public required string Id { get; init; }

    public string Object { get; init; } = "staff";

    public required DateTimeOffset CreatedAt { get; init; }

    public required string Number { get; init; }

    public required string Name { get; init; }

    public required StaffRole Role { get; init; }

    public required bool Active { get; init; }

    /// <summary>Set while too many wrong PINs keep the number locked.</summary>
    public DateTimeOffset? LockedUntil { get; init; }
}

/// <summary>Signs a person in on the terminal whose token carries the request.</summary>
public sealed record SignInStaff
{
    public required string Number { get; init; }

    public required string Pin { get; init; }
}

/// <summary>A person at work on a terminal. <see cref="Token"/> (<c>cst_…</c>) is a bearer token with the role's scopes.</summary>
public sealed record StaffSession
{
    public string Object { get; init; } = "staff_session";

    public required string Token { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required StaffMember Staff { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }
}
