using System.Text.Json;
using Cowry.Primitives;

namespace Cowry.Sandbox.Alipay;

/// <summary>The fields that answers about trades share. Amounts are yuan as text, times are Beijing's.</summary>
internal sealed class TradeJson(AppBook apps)
{
    public const string TimeFormat = "yyyy-MM-dd HH:mm:ss";

    public static string Yuan(long fen) => new Money(fen).ToString();

    public static string Time(long milliseconds) => BeijingTime.Text(milliseconds, TimeFormat);

    /// <summary>What a payment that failed carries all the same.</summary>
    public static Action<Utf8JsonWriter> Zeros(string outTradeNo) => json =>
    {
        json.WriteString("out_trade_no", outTradeNo);
        foreach (var name in new[] { "receipt_amount", "buyer_pay_amount", "invoice_amount", "point_amount" })
            json.WriteString(name, "0.00");
    };

    public static void Numbers(Utf8JsonWriter json, Trade trade)
    {
        json.StringIfAny("trade_no", trade.TradeNo);
        json.WriteString("out_trade_no", trade.OutTradeNo);
    }

    public void Buyer(Utf8JsonWriter json, Trade trade)
    {
        if (trade.Buyer is not { } buyer)
            return;
        json.WriteString("buyer_logon_id", BuyerBook.LogonId(buyer));
        if (UsesOpenIds(trade))
            json.WriteString("buyer_open_id", BuyerBook.OpenId(buyer, trade.AppId));
        else
            json.WriteString("buyer_user_id", BuyerBook.UserId(buyer));
    }

    public bool UsesOpenIds(Trade trade) => apps.Find(trade.AppId)?.BuyerIds == "open_id";

    /// <summary>What was paid, or zeros.</summary>
    public static void Amounts(Utf8JsonWriter json, Trade trade)
    {
        var paid = trade.PaidAt is null ? "0.00" : Yuan(trade.Total);
        json.WriteString("total_amount", Yuan(trade.Total));
        json.WriteString("receipt_amount", paid);
        json.WriteString("buyer_pay_amount", paid);
        json.WriteString("point_amount", "0.00");
        json.WriteString("invoice_amount", paid);
    }

    public static void Funds(Utf8JsonWriter json, string name, long fen)
    {
        json.WriteStartArray(name);
        json.WriteStartObject();
        json.WriteString("fund_channel", "ALIPAYACCOUNT");
        json.WriteString("amount", Yuan(fen));
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>The answer to a payment by code that went through.</summary>
    public void Payment(Utf8JsonWriter json, Trade trade)
    {
        Numbers(json, trade);
        Buyer(json, trade);
        Amounts(json, trade);
        if (trade.PaidAt is not { } paidAt)
            return;
        json.WriteString("gmt_payment", Time(paidAt));
        Funds(json, "fund_bill_list", trade.Total);
    }

    /// <summary>The answer to a query.</summary>
    public void Queried(Utf8JsonWriter json, Trade trade)
    {
        Numbers(json, trade);
        Buyer(json, trade);
        json.WriteString("trade_status", trade.Status);
        Amounts(json, trade);
        json.StringIfAny("store_id", trade.StoreId);
        json.StringIfAny("terminal_id", trade.TerminalId);
        if (trade.PaidAt is not { } paidAt)
            return;
        json.WriteString("send_pay_date", Time(paidAt));
        Funds(json, "fund_bill_list", trade.Total);
    }
}
