using System.Text.Json.Nodes;
using Cowry.Sandbox.Phones;
using Cowry.Sandbox.Storage;
using Cowry.Sandbox.WeChatPay;

namespace Cowry.Sandbox.PhonePage;

/// <summary>What a user has paid, newest first, as the phone's list of bills shows it.</summary>
internal sealed class BillHistory(IServiceProvider services)
{
    private const int Shown = 50;

    public JsonNode Of(string user)
    {
        var merchants = services.GetRequiredService<MerchantBook>();
        var paid = services.GetRequiredService<Database>().Read(db => db.Many(
            $"SELECT {Order.Columns} FROM orders WHERE payer = $1 AND paid_at IS NOT NULL ORDER BY paid_at DESC LIMIT $2", Order.Read, user, Shown));
        return new JsonArray([.. paid.Select(order => (JsonNode)new JsonObject
        {
            ["merchant_name"] = merchants.NameOf(order.Mchid, order.SubMchid),
            ["description"] = order.Description,
            ["amount"] = order.Total,
            ["refunded"] = order.Refunded,
            ["currency"] = "CNY",
            ["out_trade_no"] = order.OutTradeNo,
            ["transaction_id"] = order.TransactionId,
            ["paid_at"] = PhoneViews.Time(order.PaidAt!.Value),
        })]);
    }
}
