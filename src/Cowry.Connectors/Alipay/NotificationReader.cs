using System.Text;
using Cowry.Domain.Payments;

namespace Cowry.Connectors.Alipay;

/// <summary>What a notification says, and what Alipay is answered.</summary>
internal static class NotificationReader
{
    public const string NotAPayment = "not_a_payment";
    private const string Unreadable = "gateway_notification_unreadable";
    private const string TradeKind = "trade_status_sync";

    /// <summary>
    /// Alipay repeats a notification for a day, with the time of the first one in it: its age tells nothing, and a replayed one tells what
    /// is known already.
    /// </summary>
    public static GatewayAnswer<GatewayNews> Read(AlipayCredentials credentials, ReadOnlySpan<byte> body)
    {
        if (NotificationForm.TryRead(body) is not { } form)
            return No(Unreadable, "the notification is not in Alipay's shape");
        if (!IsGenuine(credentials, form))
            return No(AlipayClient.SignatureInvalid, "the notification is not signed with Alipay's key that is set here");
        if (form["notify_type"] != TradeKind)
            return No(NotAPayment, $"the notification is about {form["notify_type"]}");
        if (!IsOurs(credentials, form))
            return No(Unreadable, "the notification is for another app or another merchant");
        return News(form) is { } news
            ? new GatewayAnswer<GatewayNews>.Done(news)
            : No(Unreadable, "the notification names no trade that makes sense");
    }

    /// <summary>
    /// The word <c>success</c>; anything else makes Alipay repeat for 25 hours, right for what a repeat may mend, so what is genuine but no
    /// payment counts as taken.
    /// </summary>
    public static NotificationReply Reply(bool accepted, string? problem)
    {
        if (accepted || problem == NotAPayment)
            return new NotificationReply(200, "text/plain", "success");
        return new NotificationReply(problem == AlipayClient.SignatureInvalid ? 401 : 400, "text/plain", "fail");
    }

    private static bool IsGenuine(AlipayCredentials credentials, NotificationForm form) =>
        form["sign_type"] is null or "RSA2"
        && form["sign"] is { } sign
        && Signature.TryDecode(sign) is { } signature
        && SignedText.OfNotification([.. form.Fields]).Any(text => credentials.AlipayKey.Verify(text, signature));

    // One provider's app is notified for all its merchants: there the seller must be named. A merchant's own app has no other, and Alipay
    // does not promise the field.
    private static bool IsOurs(AlipayCredentials credentials, NotificationForm form)
    {
        if (form["app_id"] != credentials.AppId)
            return false;
        return form["seller_id"] is { } seller ? seller == credentials.SellerId : !credentials.IsServiceProvider;
    }

    private static GatewayNews? News(NotificationForm form)
    {
        if (RefundOf(form) is { } refund)
            return new GatewayNews.OfRefund(refund);
        var trade = new Trade
        {
            OutTradeNo = form["out_trade_no"],
            TradeNo = form["trade_no"],
            TradeStatus = form["trade_status"],
            TotalAmount = form["total_amount"],
            SendPayDate = form["gmt_payment"],
            BuyerUserId = form["buyer_id"],
            BuyerOpenId = form["buyer_open_id"],
            FundBillList = form["fund_bill_list"] is { } bills
                ? WireBody.TryRead(Encoding.UTF8.GetBytes(bills), AlipayNotifyJson.Default.IReadOnlyListFundBill)
                : null,
        };
        return TradeReader.TryRead(trade) is { } payment ? new GatewayNews.OfPayment(payment) : null;
    }

    // Alipay notifies refunds seldom and by no rule. One that carries our refund's number, and something that only a refund has, is about that
    // refund: its state is believed when it is said, and otherwise left to a query. refund_fee is the sum of all refunds, so it is not told.
    private static GatewayRefund? RefundOf(NotificationForm form)
    {
        if (form["out_biz_no"] is not { } number || (form["refund_status"] ?? form["gmt_refund"] ?? form["refund_fee"]) is null)
            return null;
        return form["refund_status"] == "REFUND_SUCCESS"
            ? new GatewayRefund(number, GatewayRefundState.Succeeded, RefundedAt: AlipayText.TimeOf(form["gmt_refund"]))
            : new GatewayRefund(number, GatewayRefundState.Processing);
    }

    private static GatewayAnswer<GatewayNews> No(string code, string message) => new GatewayAnswer<GatewayNews>.Rejected(code, message);
}
