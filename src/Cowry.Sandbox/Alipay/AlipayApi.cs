using System.Text.Json.Nodes;
using Cowry.Sandbox.Phones;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.Alipay;

/// <summary>The gateway's one route, and those that look behind it.</summary>
internal sealed class AlipayApi(Gateway gateway, AppsApi apps, AppBook book, BuyerBook buyers, IServiceProvider services) : IGateway
{
    public string Name => AlipayWallet.WalletName;

    public JsonObject Credentials(HttpContext http) => apps.Describe(http, book.Default);

    public void Map(WebApplication app)
    {
        foreach (var method in Methods())
            gateway.Add(method);
        app.MapMethods(AppsApi.GatewayPath, ["GET", "POST"], gateway.Handle);
        apps.Map(app);
        app.MapGet("/alipay/oauth2/publicAppAuthorize.htm", services.GetRequiredService<OAuthToken>().Authorize);
        app.MapGet(AskForBill.DownloadPath, services.GetRequiredService<AskForBill>().Download);
        app.MapGet("/phone/alipay_user", PhoneApi.Answering(User));
        new LookingGlass(Name, "app_id", gateway.Log, Transactions).Map(app);
    }

    private Method[] Methods() =>
    [
        services.GetRequiredService<Precreate>().Method,
        services.GetRequiredService<PayByCode>().Method,
        services.GetRequiredService<QueryTrade>().Method,
        services.GetRequiredService<CancelTrade>().Method,
        services.GetRequiredService<CloseTrade>().Method,
        services.GetRequiredService<CreateTrade>().Method,
        services.GetRequiredService<RefundTrade>().Method,
        services.GetRequiredService<QueryRefund>().Method,
        services.GetRequiredService<OAuthToken>().Method,
        services.GetRequiredService<CertificateDownload>().Method,
        services.GetRequiredService<AskForBill>().Method,
    ];

    /// <summary>What a page in the wallet would learn of the phone's user, for scripts.</summary>
    private async Task<JsonNode> User(HttpContext http)
    {
        var user = UserTable.RequireName(http.Request.Query["user"]);
        var appId = http.Request.Query["app_id"].ToString() is { Length: > 0 } said ? said : book.Default.AppId;
        return new JsonObject
        {
            ["auth_code"] = await buyers.NewAuthCode(user, appId),
            ["user_id"] = BuyerBook.UserId(user),
            ["open_id"] = BuyerBook.OpenId(user, appId),
        };
    }

    private static IEnumerable<Transaction> Transactions(Db db, TransactionFilter filter) => db.Many(
        $"""
        SELECT {Trade.Columns} FROM alipay_trades
        WHERE requested_at < $1 AND ($2 IS NULL OR app_id = $2 OR auth_app_id = $2) AND ($3 IS NULL OR out_trade_no = $3)
        ORDER BY requested_at DESC LIMIT $4
        """,
        Trade.Read, filter.Before, filter.Merchant, filter.OutTradeNo, filter.Limit).Select(trade => new Transaction(
            [new("app_id", trade.AppId), new("pid", trade.Pid)], trade.OutTradeNo, trade.TradeNo, trade.Kind, trade.AsOf(filter.Now).Status,
            trade.Total, trade.Refunded, trade.Fee, trade.Buyer, trade.RequestedAt, trade.PaidAt));
}
