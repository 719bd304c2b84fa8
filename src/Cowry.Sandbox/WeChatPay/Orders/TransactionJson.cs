using System.Text.Json;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>The transaction object: the answer of a query and what a payment's notification holds.</summary>
internal static class TransactionJson
{
    private static readonly Dictionary<string, string> Descriptions = new()
    {
        [TradeState.NotPay] = "订单未支付",
        [TradeState.Success] = "支付成功",
        [TradeState.Refund] = "订单发生过退款，退款详情请查询退款单",
        [TradeState.Closed] = "订单已关闭",
        [TradeState.Revoked] = "订单已撤销",
        [TradeState.UserPaying] = "需要用户输入支付密码",
        [TradeState.PayError] = "支付失败",
    };

    public static byte[] Bytes(Order order) => Json.Bytes(json => Write(json, order));

    public static void Write(Utf8JsonWriter json, Order order)
    {
        var partner = order.SubMchid is not null;
        json.WriteString(partner ? "sp_appid" : "appid", order.Appid);
        json.WriteString(partner ? "sp_mchid" : "mchid", order.Mchid);
        if (partner)
        {
            json.StringIfAny("sub_appid", order.SubAppid);
            json.WriteString("sub_mchid", order.SubMchid);
        }

        json.WriteString("out_trade_no", order.OutTradeNo);
        json.WriteString("trade_state", order.State);
        json.WriteString("trade_state_desc", Descriptions[order.State]);
        if (order.TransactionId is null)
            return;

        // From here on: only once paid.
        json.WriteString("transaction_id", order.TransactionId);
        json.WriteString("trade_type", order.TradeType);
        json.WriteString("bank_type", "OTHERS");
        json.WriteString("attach", order.Attach ?? "");
        json.WriteString("success_time", BeijingTime.Text(order.PaidAt!.Value));
        json.WriteStartObject("payer");
        json.WriteString(partner ? "sp_openid" : "openid", order.Openid);
        if (partner)
            json.StringIfAny("sub_openid", order.SubOpenid);
        json.WriteEndObject();
        json.WriteStartObject("amount");
        json.WriteNumber("total", order.Total);
        json.WriteNumber("payer_total", order.Total);
        json.WriteString("currency", "CNY");
        json.WriteString("payer_currency", "CNY");
        json.WriteEndObject();
        if (order.DeviceId is not null)
        {
            json.WriteStartObject("scene_info");
            json.WriteString("device_id", order.DeviceId);
            json.WriteEndObject();
        }
    }
}
