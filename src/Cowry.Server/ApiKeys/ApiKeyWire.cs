using Cowry.Client.ApiKeys;

namespace Cowry.Server.ApiKeys;

internal static class ApiKeyWire
{
    public static ApiKey From(ApiKeyRow row) => new()
    {
        Id = row.Id.Value,
        CreatedAt = row.CreatedAt,
        Name = row.Name,
        Scopes = row.Scopes.Split(' '),
        ExpiresAt = row.ExpiresAt,
        RevokedAt = row.RevokedAt,
        LastUsedAt = row.LastUsedAt,
        Ending = row.Ending,
    };
}
