using System.Security.Cryptography;
using Cowry.Client.ApiKeys;
using Cowry.Primitives;
using Cowry.Server.ApiKeys;
using Cowry.Server.Data;
using Cowry.Server.Identity;
using Cowry.Server.PaymentAccounts;
using Cowry.Server.Stores;

namespace Cowry.Bench.Running;

/// <summary>A merchant with one store and a key of all scopes. Made as rows, since only a system's first merchant is made through the API.</summary>
internal sealed record Till(MerchantId Merchant, StoreId Store, string Key)
{
    /// <summary>Makes tills in a database that no server has open yet.</summary>
    /// <param name="database">An empty database; it gets the schema.</param>
    /// <param name="count">How many.</param>
    /// <param name="withAccount">Adds an account row too, for a program that has no sealed secrets.</param>
    public static async Task<IReadOnlyList<Till>> MakeAsync(BenchDatabase database, int count, bool withAccount = false)
    {
        var tills = new List<Till>();
        var opened = database.Open();
        await opened.MigrateAsync(CancellationToken.None);
        await using (var db = opened.Open())
        {
            for (var i = 0; i < count; i++)
                tills.Add(Add(db, withAccount));
            await db.SaveChangesAsync();
        }

        (opened as IDisposable)?.Dispose();
        if (opened is IAsyncDisposable asynchronous)
            await asynchronous.DisposeAsync();
        return tills;
    }

    private static Till Add(CowryContext db, bool withAccount)
    {
        var now = TimeProvider.System.GetUtcNow();
        var till = new Till(Id.New<MerchantId>(now), Id.New<StoreId>(now), "csk_" + RandomNumberGenerator.GetHexString(40, lowercase: true));
        db.Add(new MerchantRow { Id = till.Merchant, Name = "面馆", CreatedAt = now });
        db.Add(new StoreRow { MerchantId = till.Merchant, Id = till.Store, CreatedAt = now, Name = "老王面馆", TimeZone = "Asia/Shanghai" });
        db.Add(new ApiKeyRow
        {
            MerchantId = till.Merchant,
            Id = Id.New<ApiKeyId>(now),
            CreatedAt = now,
            Name = "bench",
            SecretHash = SecretTokens.Hash(till.Key),
            Ending = till.Key[^4..],
            Scopes = string.Join(' ', Scopes.All),
        });
        if (withAccount)
        {
            db.Add(new PaymentAccountRow
            {
                MerchantId = till.Merchant,
                Id = Id.New<PaymentAccountId>(now),
                CreatedAt = now,
                Method = "wechat_pay",
                Name = "微信",
                RatePpm = 6000,
                Enabled = true,
                Version = 1,
                Settings = new string('s', 400),
                SealedSecrets = new string('x', 3000),
                SecretsSet = "merchant_private_key,api_v3_key,public_key",
            });
        }

        return till;
    }
}
