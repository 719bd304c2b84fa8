using System.Globalization;
using Cowry.Primitives;

namespace Cowry.Server.Data;

/// <summary>The counter behind payments' numbers for people.</summary>
internal static class PaymentNumberSql
{
    /// <summary>The next number of the store's day, from 1; its row stays locked until the transaction ends.</summary>
    public static async Task<int> NextPaymentNumberAsync(
        this CowryContext db, MerchantId merchant, StoreId store, int day, CancellationToken cancel)
    {
        const string sql =
            "INSERT INTO payment_numbers (merchant_id, store_id, day, last) VALUES (@p0, @p1, @p2, 1) ON CONFLICT (merchant_id, store_id, day) DO UPDATE SET last = payment_numbers.last + 1 RETURNING last";
        return Convert.ToInt32(await db.ScalarAsync(sql, cancel, merchant.Value, store.Value, day), CultureInfo.InvariantCulture);
    }
}
