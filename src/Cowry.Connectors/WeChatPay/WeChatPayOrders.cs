using Cowry.Domain.Payments;

namespace Cowry.Connectors.WeChatPay;

/// <summary>Paths and bodies of the order interfaces, for a merchant and for a service provider who acts for one.</summary>
internal static class WeChatPayOrders
{
    private const int StoreIdBytes = 32;
    private const int StoreNameBytes = 255;
    private const int DeviceIdBytes = 32;

    public static string NativePath(WeChatPayCredentials credentials) => $"{Root(credentials)}/native";

    public static string QueryPath(WeChatPayCredentials credentials, string number) => credentials.IsServiceProvider
        ? $"{NumberPath(credentials, number)}?sp_mchid={credentials.Mchid}&sub_mchid={credentials.SubMchid}"
        : $"{NumberPath(credentials, number)}?mchid={credentials.Mchid}";

    public static string ClosePath(WeChatPayCredentials credentials, string number) => $"{NumberPath(credentials, number)}/close";

    public static byte[] NativeBody(WeChatPayCredentials credentials, GatewayOrder order)
    {
        var isProvider = credentials.IsServiceProvider;
        return WireBody.Of(new NativeOrder
        {
            Appid = isProvider ? null : credentials.Appid,
            Mchid = isProvider ? null : credentials.Mchid,
            SpAppid = isProvider ? credentials.Appid : null,
            SpMchid = isProvider ? credentials.Mchid : null,
            SubAppid = credentials.SubAppid,
            SubMchid = credentials.SubMchid,
            Description = OrderText.Description(order.Description, order.StoreName),
            OutTradeNo = order.Number,
            TimeExpire = OrderText.Time(order.ExpiresAt),
            NotifyUrl = order.NotifyUrl,
            Amount = new OrderAmount(order.Amount.Fen, "CNY"),
            SceneInfo = Scene(order),
        });
    }

    public static byte[] CloseBody(WeChatPayCredentials credentials) => WireBody.Of(credentials.IsServiceProvider
        ? new CloseOrder(null, credentials.Mchid, credentials.SubMchid)
        : new CloseOrder(credentials.Mchid, null, null));

    // scene_info demands an address of the payer's side, and store_info demands a store number: without them, nothing is sent.
    private static SceneInfo? Scene(GatewayOrder order)
    {
        if (string.IsNullOrEmpty(order.PayerIp))
            return null;
        var store = string.IsNullOrEmpty(order.StoreNumber)
            ? null
            : new StoreInfo(OrderText.Fit(order.StoreNumber, StoreIdBytes), NullIfEmpty(OrderText.Fit(order.StoreName ?? "", StoreNameBytes)));
        return new SceneInfo(order.PayerIp, NullIfEmpty(OrderText.Fit(order.TerminalId ?? "", DeviceIdBytes)), store);
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static string NumberPath(WeChatPayCredentials credentials, string number) =>
        $"{Root(credentials)}/out-trade-no/{Uri.EscapeDataString(number)}";

    private static string Root(WeChatPayCredentials credentials) =>
        credentials.IsServiceProvider ? "/v3/pay/partner/transactions" : "/v3/pay/transactions";
}
