using Cowry.Domain.Payments;
using Cowry.Primitives;

namespace Cowry.Connectors.WeChatPay;

/// <summary>Turns a refund, from an answer or from a notification, into what the refunds slice understands.</summary>
internal static class RefundReader
{
    /// <summary>The answer to a call about one refund; it must be that refund of that payment.</summary>
    public static GatewayAnswer<GatewayRefund> Answer(GatewayRefundOrder asked, byte[] body) =>
        WireBody.TryRead(body, WireJson.Default.Refund) is { } refund
            && refund.OutRefundNo == asked.Refund.Number
            && refund.OutTradeNo == asked.Payment.Number
            && TryRead(refund, refund.Status) is { } read
            ? new GatewayAnswer<GatewayRefund>.Done(read)
            : WeChatPayCaller.Garbled<GatewayRefund>("the answer is not about this refund of this payment");

    /// <summary>
    /// What a notification holds; null when it is no refund of this merchant's, or another outcome than the notification's kind says.
    /// </summary>
    public static GatewayRefund? TryRead(WeChatPayCredentials credentials, string outcome, ReadOnlySpan<byte> body) =>
        WireBody.TryRead(body, WireJson.Default.Refund) is { OutRefundNo.Length: > 0 } refund
            && IsOurs(credentials, refund)
            && refund.RefundStatus == outcome
            ? TryRead(refund, refund.RefundStatus)
            : null;

    private static GatewayRefund? TryRead(Refund refund, string? status)
    {
        GatewayRefundState? known = status switch
        {
            "PROCESSING" => GatewayRefundState.Processing,
            "SUCCESS" => GatewayRefundState.Succeeded,
            "CLOSED" => GatewayRefundState.Failed,
            "ABNORMAL" => GatewayRefundState.Abnormal,
            _ => null,
        };
        if (known is not { } state || refund.Amount is not { Refund: { } fen and > 0, Currency: null or "CNY" })
            return null;
        var wentWrong = state is GatewayRefundState.Failed or GatewayRefundState.Abnormal;
        return new GatewayRefund(
            refund.OutRefundNo!,
            state,
            new Money(fen),
            refund.RefundId,
            state == GatewayRefundState.Succeeded ? refund.SuccessTime?.ToUniversalTime() : null,
            wentWrong ? Trouble(status!, refund.UserReceivedAccount) : null);
    }

    private static string Trouble(string status, string? account) => string.IsNullOrWhiteSpace(account) ? status : $"{status}: {account}";

    private static bool IsOurs(WeChatPayCredentials credentials, Refund refund) => credentials.IsServiceProvider
        ? refund.SpMchid == credentials.Mchid && refund.SubMchid == credentials.SubMchid
        : refund.Mchid == credentials.Mchid;
}
