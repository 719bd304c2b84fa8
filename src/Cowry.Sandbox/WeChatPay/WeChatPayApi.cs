using System.Text.Json.Nodes;
using Cowry.Sandbox.Phones;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>All routes of the gateway, and those that look behind it.</summary>
internal sealed class WeChatPayApi(Gate gate, MerchantBook merchants, OpenidBook openids) : IGateway
{
    public string Name => WeChatWallet.WalletName;

    public JsonObject Credentials(HttpContext http) => MerchantsApi.Describe(http, merchants.Default);

    public void Map(WebApplication app)
    {
        var certificates = app.Services.GetRequiredService<Certificates>();
        var echo = app.Services.GetRequiredService<SecurityEcho>();
        var refunds = app.Services.GetRequiredService<RefundOrder>();
        var bills = app.Services.GetRequiredService<ApplyForBill>();
        MapOrders(app, partner: false, "/v3/pay/transactions");
        MapOrders(app, partner: true, "/v3/pay/partner/transactions");
        app.MapPost("/v3/refund/domestic/refunds", gate.Open(FaultPoint.Refund, refunds.Create));
        app.MapGet("/v3/refund/domestic/refunds/{out_refund_no}", gate.Open(FaultPoint.Query, refunds.Query));
        app.MapGet("/v3/bill/tradebill", gate.Open(null, bills.Trade));
        app.MapGet("/v3/bill/fundflowbill", gate.Open(null, bills.FundFlow));
        app.MapGet("/v3/billdownload/file", gate.Open(null, bills.Download));
        app.MapGet("/v3/certificates", gate.Open(null, certificates.List));
        app.MapPost("/v3/security/echo", gate.Open(null, echo.Echo));
        app.Map("/v3/{**rest}", gate.Open(null, _ => throw new V3Error(404, "RESOURCE_NOT_EXISTS", "请求的资源不存在")));

        // Where an h5_url leads: on a real phone to the wallet, here to the page with the phone.
        app.MapGet("/cgi-bin/mmpayweb-bin/checkmweb", (HttpContext http) =>
        {
            http.Response.Redirect("/");
            return Task.CompletedTask;
        });
        app.MapMerchants();
        app.MapGet("/phone/openid", PhoneApi.Answering(Openid));
        new LookingGlass(Name, "mchid", gate.Log, Transactions).Map(app);
    }

    private async Task<JsonNode> Openid(HttpContext http) => new JsonObject
    {
        ["openid"] = await openids.Register(
            UserTable.RequireName(http.Request.Query["user"]),
            http.Request.Query["appid"].ToString() is { Length: > 0 } appid
                ? appid
                : throw new PhoneRefusal(400, "appid_missing", "Say which appid: an openid holds for one.")),
    };

    private void MapOrders(WebApplication app, bool partner, string path)
    {
        var place = app.Services.GetRequiredService<PlaceOrder>();
        var query = app.Services.GetRequiredService<QueryOrder>();
        app.MapPost($"{path}/native", gate.Open(FaultPoint.Create, place.As("NATIVE", partner)));
        app.MapPost($"{path}/jsapi", gate.Open(FaultPoint.Create, place.As("JSAPI", partner)));
        app.MapPost($"{path}/app", gate.Open(FaultPoint.Create, place.As("APP", partner)));
        app.MapPost($"{path}/h5", gate.Open(FaultPoint.Create, place.As("MWEB", partner)));
        app.MapPost($"{path}/codepay", gate.Open(FaultPoint.ScanCode, app.Services.GetRequiredService<PayByCode>().As(partner)));
        app.MapGet($"{path}/id/{{transaction_id}}", gate.Open(FaultPoint.Query, query.ByTransaction(partner)));
        app.MapGet($"{path}/out-trade-no/{{out_trade_no}}", gate.Open(FaultPoint.Query, query.ByNumber(partner)));
        app.MapPost($"{path}/out-trade-no/{{out_trade_no}}/close",
            gate.Open(FaultPoint.Close, app.Services.GetRequiredService<CloseOrder>().As(partner)));
        app.MapPost($"{path}/out-trade-no/{{out_trade_no}}/reverse",
            gate.Open(FaultPoint.Close, app.Services.GetRequiredService<ReverseOrder>().As(partner)));
    }

    private static IEnumerable<Transaction> Transactions(Db db, TransactionFilter filter) => db.Many(
        $"""
        SELECT {Order.Columns} FROM orders WHERE created_at < $1 AND ($2 IS NULL OR mchid = $2) AND ($3 IS NULL OR out_trade_no = $3)
        ORDER BY created_at DESC LIMIT $4
        """,
        Order.Read, filter.Before, filter.Merchant, filter.OutTradeNo, filter.Limit).Select(order => new Transaction(
            [new("mchid", order.Mchid), new("sub_mchid", order.SubMchid)], order.OutTradeNo, order.TransactionId, order.TradeType,
            order.AsOf(filter.Now).State, order.Total, order.Refunded, order.Fee, order.Payer, order.CreatedAt, order.PaidAt));
}
