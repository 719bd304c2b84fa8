using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cowry.Sandbox.Alipay;

/// <summary>
/// Alipay's notifications: a form, signed over all but <c>sign</c> and <c>sign_type</c>; only an answer whose body is exactly
/// <c>success</c> takes one. Only a payment that succeeded is told, never a close or a refund.
/// </summary>
internal sealed class AlipayNotifications(AlipayKeys keys, TradeJson shapes, AlipayFaults faults, TimeProvider time) : INotificationDialect
{
    private const string EventType = "trade_status_sync";

    public string Wallet => AlipayWallet.WalletName;

    public GatewayFaults Faults => faults;

    // 4m/10m/10m/1h/2h/6h/15h, after a first try at once.
    public IReadOnlyList<int> WaitSeconds { get; } = [240, 600, 600, 3600, 7200, 21_600, 54_000];

    public TimeSpan Patience { get; } = TimeSpan.FromSeconds(5);

    /// <summary>One that is due at once; null when the request named no notify_url.</summary>
    public Notification? Paid(Trade trade, long now) => trade.NotifyUrl is null ? null : new Notification(
        $"{BeijingTime.Text(now, "yyyyMMdd")}00222{RandomText.Digits(19)}", Wallet, trade.AppId, trade.NotifyUrl, EventType,
        new JsonObject(Fields(trade).Select(field => KeyValuePair.Create<string, JsonNode?>(field.Key, field.Value))).ToJsonString(),
        trade.KeyName, now, 0, now, null);

    public HttpRequestMessage Request(Notification notification, bool forged)
    {
        var fields = JsonElement.Parse(notification.Content).EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!);
        fields["notify_time"] = TradeJson.Time(time.GetUtcNow().ToUnixTimeMilliseconds());
        fields["notify_id"] = notification.Id;
        var text = RequestParameters.ToSign(fields);
        fields["sign"] = forged
            ? Convert.ToBase64String(RandomNumberGenerator.GetBytes(256))
            : keys.Signer(notification.KeyName!).Sign(Encoding.UTF8.GetBytes(text));
        fields["sign_type"] = "RSA2";
        var request = new HttpRequestMessage(HttpMethod.Post, notification.Url) { Content = new FormUrlEncodedContent(fields) };
        request.Content.Headers.ContentType!.CharSet = "utf-8";
        request.Headers.TryAddWithoutValidation("User-Agent", "Mozilla/4.0");
        return request;
    }

    public async Task<bool> IsTaken(HttpResponseMessage answer, CancellationToken stop) =>
        (int)answer.StatusCode == 200 && (await answer.Content.ReadAsByteArrayAsync(stop)).AsSpan().SequenceEqual("success"u8);

    private Dictionary<string, string> Fields(Trade trade)
    {
        var paid = TradeJson.Yuan(trade.Total);
        var fields = new Dictionary<string, string>
        {
            ["notify_type"] = EventType,
            ["charset"] = "utf-8",
            ["version"] = "1.0",
            ["app_id"] = trade.AppId,
            ["auth_app_id"] = trade.AuthAppId,
            ["trade_no"] = trade.TradeNo!,
            ["out_trade_no"] = trade.OutTradeNo,
            ["trade_status"] = trade.Status,
            ["total_amount"] = paid,
            ["receipt_amount"] = paid,
            ["buyer_pay_amount"] = paid,
            ["invoice_amount"] = paid,
            ["point_amount"] = "0.00",
            ["buyer_logon_id"] = BuyerBook.LogonId(trade.Buyer!),
            ["seller_id"] = trade.Pid,
            ["seller_email"] = $"{trade.Pid}@sandbox.example",
            ["subject"] = trade.Subject,
            ["gmt_create"] = TradeJson.Time(trade.BeganAt!.Value),
            ["gmt_payment"] = TradeJson.Time(trade.PaidAt!.Value),
            ["fund_bill_list"] = $"[{{\"amount\":\"{paid}\",\"fundChannel\":\"ALIPAYACCOUNT\"}}]",
        };
        if (shapes.UsesOpenIds(trade))
            fields["buyer_open_id"] = BuyerBook.OpenId(trade.Buyer!, trade.AppId);
        else
            fields["buyer_id"] = BuyerBook.UserId(trade.Buyer!);
        if (trade.Body is { } body)
            fields["body"] = body;
        if (trade.Passback is { } passback)
            fields["passback_params"] = passback;
        return fields;
    }
}
