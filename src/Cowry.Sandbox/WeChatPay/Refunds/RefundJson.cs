using System.Text.Json;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>The two shapes of a refund: the answer to a call, and what a notification holds. They differ in more than one name.</summary>
internal static class RefundJson
{
    private const string Account = "支付用户零钱";

    public static byte[] Answer(Refund refund, Order order) => Json.Bytes(json =>
    {
        json.WriteString("refund_id", refund.RefundId);
        json.WriteString("out_refund_no", refund.OutRefundNo);
        json.WriteString("transaction_id", refund.TransactionId);
        json.WriteString("out_trade_no", refund.OutTradeNo);
        json.WriteString("channel", "ORIGINAL");
        json.WriteString("user_received_account", Account);
        if (refund.Status == Refund.Success)
            json.WriteString("success_time", BeijingTime.Text(refund.SettledAt!.Value));
        json.WriteString("create_time", BeijingTime.Text(refund.CreatedAt));
        json.WriteString("status", refund.Status);
        json.WriteString("funds_account", "AVAILABLE");
        json.WriteStartObject("amount");
        WriteAmounts(json, refund, order);
        json.WriteStartArray("from");
        json.WriteEndArray();
        json.WriteNumber("settlement_refund", refund.Amount);
        json.WriteNumber("settlement_total", order.Total);
        json.WriteNumber("discount_refund", 0);
        json.WriteString("currency", "CNY");
        json.WriteNumber("refund_fee", refund.Fee);
        json.WriteEndObject();
        json.WriteStartArray("promotion_detail");
        json.WriteEndArray();
    });

    public static byte[] Notified(Refund refund, Order order) => Json.Bytes(json =>
    {
        json.WriteString(refund.SubMchid is null ? "mchid" : "sp_mchid", refund.Mchid);
        json.StringIfAny("sub_mchid", refund.SubMchid);
        json.WriteString("transaction_id", refund.TransactionId);
        json.WriteString("out_trade_no", refund.OutTradeNo);
        json.WriteString("refund_id", refund.RefundId);
        json.WriteString("out_refund_no", refund.OutRefundNo);
        json.WriteString("refund_status", refund.Status);
        if (refund.Status == Refund.Success)
            json.WriteString("success_time", BeijingTime.Text(refund.SettledAt!.Value));
        json.WriteString("user_received_account", Account);
        json.WriteStartObject("amount");
        WriteAmounts(json, refund, order);
        json.WriteEndObject();
    });

    private static void WriteAmounts(Utf8JsonWriter json, Refund refund, Order order)
    {
        json.WriteNumber("total", order.Total);
        json.WriteNumber("refund", refund.Amount);
        json.WriteNumber("payer_total", order.Total);
        json.WriteNumber("payer_refund", refund.Amount);
    }
}
