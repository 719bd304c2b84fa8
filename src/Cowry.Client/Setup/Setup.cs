namespace Cowry.Client.Setup;

/// <summary>Makes the merchant, its owner and its first store on an empty system. <see cref="Code"/> is what the console printed.</summary>
public sealed record SetUpMerchant
{
    public required string Code { get; init; }

    public required string MerchantName { get; init; }

    public required string OwnerName { get; init; }

    public required string OwnerEmail { get; init; }

    /// <summary>At least 10 characters.</summary>
    public required string OwnerPassword { get; init; }

    public required string StoreName { get; init; }

    public string TimeZone { get; init; } = "Asia/Shanghai";
}

public sealed record SetupState
{
    public string Object { get; init; } = "setup";

    /// <summary>True while no merchant exists.</summary>
    public required bool Required { get; init; }
}

/// <summary>What set-up made.</summary>
public sealed record SetupResult
{
    public string Object { get; init; } = "setup_result";

    public required string Merchant { get; init; }

    public required string Store { get; init; }
}
