namespace Cowry.Server.Identity.Secrets;

/// <summary>One key of ASP.NET Core's Data Protection ring, sealed.</summary>
internal sealed class KeyRingRow
{
    public required string Id { get; init; }

    public required string SealedXml { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
