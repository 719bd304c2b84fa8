using Cowry.Domain.Payments;

namespace Cowry.Connectors.WeChatPay;

/// <summary>Paths and bodies of the order interfaces, for a merchant and for a service provider who acts for one.</summary>
internal static class WeChatPayOrders
{
    private const int StoreIdBytes = 32;
    private const int StoreNameBytes = 255;
    private const int DeviceIdBytes = 32;

    public static string NativePath(WeChatPayCredentials credentials) => $"{Root(credentials)}/native";

    public static string JsapiPath(WeChatPayCredentials credentials) => $"{Root(credentials)}/jsapi";

    public static string CodePath(WeChatPayCredentials credentials) => $"{Root(credentials)}/codepay";

    public static string QueryPath(WeChatPayCredentials credentials, string number) => credentials.IsServiceProvider
        ? $"{NumberPath(credentials, number)}?sp_mchid={credentials.Mchid}&sub_mchid={credentials.SubMchid}"
        : $"{NumberPath(credentials, number)}?mchid={credentials.Mchid}";

    public static string ClosePath(WeChatPayCredentials credentials, string number) => $"{NumberPath(credentials, number)}/close";

    public static string ReversePath(WeChatPayCredentials credentials, string number) => $"{NumberPath(credentials, number)}/reverse";

    public static byte[] NativeBody(WeChatPayCredentials credentials, GatewayOrder order) => WireBody.Of(Opened(credentials, order));

    /// <summary>The openid is the payer's under the account's own appid, which is the provider's in service-provider mode.</summary>
    public static byte[] JsapiBody(WeChatPayCredentials credentials, GatewayOrder order, string openid) =>
        WireBody.Of(Opened(credentials, order) with
        {
            Payer = credentials.IsServiceProvider ? new OrderPayer(SpOpenid: openid) : new OrderPayer(Openid: openid),
        });

    public static byte[] CodeBody(WeChatPayCredentials credentials, GatewayOrder order, string code) =>
        WireBody.Of(Order(credentials, order) with { Payer = new OrderPayer(AuthCode: code), SceneInfo = CounterScene(order) });

    public static byte[] CloseBody(WeChatPayCredentials credentials) => WireBody.Of(credentials.IsServiceProvider
        ? new CloseOrder(null, credentials.Mchid, credentials.SubMchid)
        : new CloseOrder(credentials.Mchid, null, null));

    // A provider's reversal without sp_appid is answered with SYSTEM_ERROR.
    public static byte[] ReverseBody(WeChatPayCredentials credentials) => WireBody.Of(credentials.IsServiceProvider
        ? new ReverseOrder(null, null, credentials.Appid, credentials.Mchid, credentials.SubAppid, credentials.SubMchid)
        : new ReverseOrder(credentials.Appid, credentials.Mchid, null, null, null, null));

    private static OrderRequest Order(WeChatPayCredentials credentials, GatewayOrder order)
    {
        var isProvider = credentials.IsServiceProvider;
        return new OrderRequest
        {
            Appid = isProvider ? null : credentials.Appid,
            Mchid = isProvider ? null : credentials.Mchid,
            SpAppid = isProvider ? credentials.Appid : null,
            SpMchid = isProvider ? credentials.Mchid : null,
            SubAppid = credentials.SubAppid,
            SubMchid = credentials.SubMchid,
            Description = OrderText.Description(order.Description, order.StoreName),
            OutTradeNo = order.Number,
            Amount = new OrderAmount(order.Amount.Fen, "CNY"),
        };
    }

    /// <summary>An order that a phone opens, which ends by itself and is notified.</summary>
    private static OrderRequest Opened(WeChatPayCredentials credentials, GatewayOrder order) => Order(credentials, order) with
    {
        TimeExpire = OrderText.Time(order.ExpiresAt),
        NotifyUrl = order.NotifyUrl,
        SceneInfo = PhoneScene(order),
    };

    // scene_info demands an address of the payer's side, and store_info demands a store number: without them, nothing is sent.
    private static SceneInfo? PhoneScene(GatewayOrder order)
    {
        if (string.IsNullOrEmpty(order.PayerIp))
            return null;
        var number = Fitted(order.StoreNumber, StoreIdBytes);
        var store = number is null ? null : new StoreInfo(number, null, Fitted(order.StoreName, StoreNameBytes));
        return new SceneInfo(order.PayerIp, Fitted(order.TerminalId, DeviceIdBytes), null, store);
    }

    // Here the store must be named. A shop that has given itself no number is its own first store.
    private static SceneInfo CounterScene(GatewayOrder order) => new(
        null,
        Fitted(order.TerminalId, DeviceIdBytes),
        string.IsNullOrEmpty(order.PayerIp) ? null : order.PayerIp,
        new StoreInfo(null, Fitted(order.StoreNumber, StoreIdBytes) ?? "1", null));

    private static string? Fitted(string? text, int bytes) => OrderText.Fit(text ?? "", bytes) is { Length: > 0 } fitted ? fitted : null;

    private static string NumberPath(WeChatPayCredentials credentials, string number) =>
        $"{Root(credentials)}/out-trade-no/{Uri.EscapeDataString(number)}";

    private static string Root(WeChatPayCredentials credentials) =>
        credentials.IsServiceProvider ? "/v3/pay/partner/transactions" : "/v3/pay/transactions";
}
