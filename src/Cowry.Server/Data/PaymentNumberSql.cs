using Cowry.Primitives;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Data;

/// <summary>The counter behind payments' numbers for people.</summary>
internal static class PaymentNumberSql
{
    /// <summary>The next number of the store's day, from 1; its row stays locked until the transaction ends.</summary>
    public static async Task<int> NextPaymentNumberAsync(
        this CowryContext db, MerchantId merchant, StoreId store, int day, CancellationToken cancel)
    {
        var rows = await db.Database
            .SqlQuery<int>($"INSERT INTO payment_numbers (merchant_id, store_id, day, last) VALUES ({merchant.Value}, {store.Value}, {day}, 1) ON CONFLICT (merchant_id, store_id, day) DO UPDATE SET last = payment_numbers.last + 1 RETURNING last AS \"Value\"")
            .ToListAsync(cancel);
        return rows[0];
    }
}
