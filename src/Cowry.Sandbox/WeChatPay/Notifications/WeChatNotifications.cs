using System.Net.Http.Headers;
using System.Text;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>WeChat Pay's notifications: JSON with an encrypted resource, signed in headers; a 200 or a 204 takes one.</summary>
internal sealed class WeChatNotifications(MerchantBook merchants, PlatformKeys platform, AnswerSigner signer, WeChatFaults faults)
    : INotificationDialect
{
    private static readonly Dictionary<string, (string OriginalType, string Summary)> Words = new()
    {
        ["TRANSACTION.SUCCESS"] = ("transaction", "支付成功"),
        ["REFUND.SUCCESS"] = ("refund", "退款成功"),
        ["REFUND.ABNORMAL"] = ("refund", "退款异常"),
        ["SECURITY.ECHO"] = ("echo", "测试通知"),
    };

    private int alternation;

    public string Wallet => WeChatWallet.WalletName;

    public GatewayFaults Faults => faults;

    // 15s/15s/30s/3m/10m/20m/30m/30m/30m/60m/3h/3h/3h/6h/6h, after a first try at once.
    public IReadOnlyList<int> WaitSeconds { get; } =
        [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10_800, 10_800, 10_800, 21_600, 21_600];

    public TimeSpan Patience { get; } = TimeSpan.FromSeconds(5);

    /// <summary>One that is due at once.</summary>
    /// <param name="answerSerial">The key that the order's request named.</param>
    /// <param name="now">Its id is a UUID of this moment, as the live system's are.</param>
    public static Notification New(string mchid, string url, string eventType, byte[] plaintext, string? answerSerial, long now) => new(
        Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(now)).ToString(), WeChatWallet.WalletName, mchid, url, eventType,
        Encoding.UTF8.GetString(plaintext), answerSerial, now, 0, now, null);

    public HttpRequestMessage Request(Notification notification, bool forged)
    {
        var merchant = merchants.Find(notification.Merchant)!;
        var (originalType, summary) = Words[notification.EventType];
        var body = Json.Bytes(json =>
        {
            json.WriteString("id", notification.Id);
            json.WriteString("create_time", BeijingTime.Text(notification.CreatedAt));
            json.WriteString("event_type", notification.EventType);
            json.WriteString("resource_type", "encrypt-resource");
            json.WriteString("summary", summary);
            json.WriteStartObject("resource");
            json.WriteString("original_type", originalType);
            ResourceCipher.Write(json, merchant.ApiV3Key, originalType, Encoding.UTF8.GetBytes(notification.Content));
            json.WriteEndObject();
        });
        var request = new HttpRequestMessage(HttpMethod.Post, notification.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("Accept", "*/*");
        request.Headers.TryAddWithoutValidation("User-Agent", "Mozilla/4.0");
        foreach (var (name, value) in signer.Headers(body, SerialFor(notification, merchant), forged))
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    public Task<bool> IsTaken(HttpResponseMessage answer, CancellationToken stop) => Task.FromResult((int)answer.StatusCode is 200 or 204);

    private string SerialFor(Notification notification, Merchant merchant) => merchant.NotificationKey switch
    {
        "certificate" => platform.Certificate.Serial,
        "public_key" => platform.PublicKeyId,
        "alternate" => Interlocked.Increment(ref alternation) % 2 == 0 ? platform.Certificate.Serial : platform.PublicKeyId,
        _ => signer.SerialFor(merchant, notification.KeyName ?? ""),
    };
}
