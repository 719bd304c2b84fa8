namespace Cowry.Client.Stores;

public sealed record CreateStore
{
    public string? Id { get; init; }

    /// <summary>1 to 60 characters.</summary>
    public required string Name { get; init; }

    public string? Phone { get; init; }

    public string? Address { get; init; }

    /// <summary>IANA name; business days follow it. <c>Asia/Shanghai</c> when left out.</summary>
    public string TimeZone { get; init; } = "Asia/Shanghai";
}

public sealed record UpdateStore
{
    public string? Name { get; init; }

    public string? Phone { get; init; }

    public string? Address { get; init; }

    public string? TimeZone { get; init; }
}

public sealed record Store
{
    public required string Id { get; init; }

    public string Object { get; init; } = "store";

    public required DateTimeOffset CreatedAt { get; init; }

    public required string Name { get; init; }

    public string? Phone { get; init; }

    public string? Address { get; init; }

    public required string TimeZone { get; init; }
}

/// <summary>Who is asking: the merchant of the token, and whichever of terminal, staff, user or key it stands for.</summary>
public sealed record Me
{
    public string Object { get; init; } = "me";

    public required string Merchant { get; init; }

    public required string MerchantName { get; init; }

    public string? Terminal { get; init; }

    public string? TerminalName { get; init; }

    public string? Store { get; init; }

    public string? StoreName { get; init; }

    public string? Staff { get; init; }

    public string? StaffName { get; init; }

    public string? User { get; init; }

    public string? Email { get; init; }

    public string? ApiKey { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }
}
