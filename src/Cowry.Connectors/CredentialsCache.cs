using System.Collections.Concurrent;
using Cowry.Domain.Payments;
using Cowry.Primitives;

namespace Cowry.Connectors;

/// <summary>
/// Keeps parsed credentials, and what is downloaded with them, under (account, version): one version per account, the last that was asked
/// for.
/// </summary>
internal class CredentialsCache<T>(Func<GatewayAccount, (T? Credentials, IReadOnlyDictionary<string, string[]> Errors)> read)
    where T : class
{
    private readonly ConcurrentDictionary<PaymentAccountId, (int Version, T Credentials)> kept = new();

    /// <summary>Null and the fields at fault when the account cannot be used.</summary>
    public T? Open(GatewayAccount account, out string problem)
    {
        problem = "";
        if (kept.TryGetValue(account.Id, out var entry) && entry.Version == account.Version)
            return entry.Credentials;

        var (credentials, errors) = read(account);
        if (credentials is null)
        {
            problem = string.Join("; ", errors.Select(error => $"{error.Key} {error.Value[0]}"));
            return null;
        }

        // Two threads may parse at once; all of them then use what was kept first, so that what comes with it is downloaded once.
        return kept.AddOrUpdate(
            account.Id,
            static (_, made) => made,
            static (_, old, made) => old.Version == made.Version ? old : made,
            (account.Version, credentials)).Credentials;
    }
}
