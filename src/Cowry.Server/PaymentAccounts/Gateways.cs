using System.Collections.Concurrent;
using System.Text.Json;
using Cowry.Domain.Payments;
using Cowry.Primitives;
using Cowry.Server.Data;
using Cowry.Server.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.PaymentAccounts;

/// <summary>Finds the connector of a method and opens a merchant's account for it. Opened accounts are kept until they change.</summary>
internal sealed class Gateways(IEnumerable<IPaymentGateway> gateways, Database database, ISecretBox secrets)
{
    private readonly Dictionary<string, IPaymentGateway> _byMethod = gateways.ToDictionary(g => g.Method, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<PaymentAccountId, GatewayAccount> _opened = new();

    public IPaymentGateway? Find(string method) => _byMethod.GetValueOrDefault(method);

    /// <summary>A stored account with its connector; null when the account is unknown. One read by key.</summary>
    public async Task<OpenGateway?> OpenAsync(MerchantId merchant, PaymentAccountId id, CancellationToken cancel)
    {
        await using var db = database.Open();
        if (_opened.TryGetValue(id, out var known))
        {
            // The version says whether what was opened before still holds; secrets are read once.
            var current = await db.Set<PaymentAccountRow>().AsNoTracking()
                .Where(a => a.MerchantId == merchant && a.Id == id)
                .Select(a => new { a.Method, a.Version })
                .SingleOrDefaultAsync(cancel);
            if (current is not null && current.Version == known.Version && Find(current.Method) is { } still)
                return new OpenGateway(still, known);
        }

        var row = await db.Set<PaymentAccountRow>().AsNoTracking().SingleOrDefaultAsync(a => a.MerchantId == merchant && a.Id == id, cancel);
        return row is null || Find(row.Method) is not { } gateway ? null : new OpenGateway(gateway, Open(row));
    }

    public GatewayAccount Open(PaymentAccountRow row)
    {
        if (_opened.TryGetValue(row.Id, out var known) && known.Version == row.Version)
            return known;
        var account = new GatewayAccount(row.Id, row.Version, ReadMap(row.Settings), ReadMap(secrets.Open(SecretPurpose, row.SealedSecrets)));
        _opened[row.Id] = account;
        return account;
    }

    public const string SecretPurpose = "payment_account";

    private static Dictionary<string, string> ReadMap(string json) => JsonSerializer.Deserialize<Dictionary<string, string>>(json)!;
}

internal sealed record OpenGateway(IPaymentGateway Gateway, GatewayAccount Account);
