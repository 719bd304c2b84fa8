using Cowry.Domain.Payments;

namespace Cowry.Connectors.Alipay;

/// <summary>The calls about trades, for a merchant and for a service provider who acts for one.</summary>
internal static class TradeOrders
{
    private const int StoreIdBytes = 32;
    private const int TerminalIdBytes = 32;

    // A code that is shown dies after two hours at the latest; an unpaid trade may stand for fifteen days.
    private const int LongestCode = 120;
    private const int LongestTrade = 15 * 24 * 60;

    private static readonly string[] WithFunds = ["fund_bill_list"];

    public static AlipayCall Precreate(AlipayCredentials credentials, GatewayOrder order) =>
        Paying("precreate", order, Order(credentials, order, credentials.Products.Qr) with
        {
            QrCodeTimeoutExpress = AlipayText.Minutes(LifeOf(order), LongestCode),
        });

    public static AlipayCall Pay(AlipayCredentials credentials, GatewayOrder order, string code) =>
        Paying("pay", order, Order(credentials, order, credentials.Products.Scan) with
        {
            Scene = PaymentCode.IsFace(code) ? "security_code" : "bar_code",
            AuthCode = code,
        });

    public static AlipayCall Create(AlipayCredentials credentials, GatewayOrder order, string payer)
    {
        var isUserId = payer.Length == 16 && payer.StartsWith("2088", StringComparison.Ordinal) && payer.All(char.IsAsciiDigit);
        return Paying("create", order, Order(credentials, order, credentials.Products.Wallet) with
        {
            BuyerId = isUserId ? payer : null,
            BuyerOpenId = isUserId ? null : payer,
            OpAppId = credentials.Products.Wallet == "JSAPI_PAY" ? credentials.Products.WalletAppId : null,
        });
    }

    public static AlipayCall Query(string number) =>
        new("alipay.trade.query", WireBody.Of(new TradeQuestion(number, WithFunds), WireBody.Json.TradeQuestion));

    public static AlipayCall Close(string number) => About("close", number);

    public static AlipayCall Cancel(string number) => About("cancel", number);

    private static AlipayCall About(string what, string number) =>
        new($"alipay.trade.{what}", WireBody.Of(new TradeQuestion(number), WireBody.Json.TradeQuestion));

    private static AlipayCall Paying(string what, GatewayOrder order, TradeOrder trade) =>
        new($"alipay.trade.{what}", WireBody.Of(trade, WireBody.Json.TradeOrder)) { NotifyUrl = order.NotifyUrl };

    // Everything in it comes from what is stored with the order, never from the clock: a repeat has to be the same to the letter.
    private static TradeOrder Order(AlipayCredentials credentials, GatewayOrder order, string product) => new()
    {
        OutTradeNo = order.Number,
        TotalAmount = AlipayText.Yuan(order.Amount),
        Subject = AlipayText.Subject(order.Description, order.StoreName),
        ProductCode = product,
        StoreId = AlipayText.Fit(order.StoreNumber, StoreIdBytes),
        TerminalId = AlipayText.Fit(order.TerminalId, TerminalIdBytes),
        // The absolute time wins; the span is there for contracts that know only that.
        TimeExpire = AlipayText.Time(order.ExpiresAt),
        TimeoutExpress = AlipayText.Minutes(LifeOf(order), LongestTrade),
        ExtendParams = credentials.ServiceProviderId is { } provider ? new ExtendParams(provider) : null,
    };

    private static TimeSpan LifeOf(GatewayOrder order) => order.ExpiresAt - order.SentAt;
}
