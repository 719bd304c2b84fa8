using System.Globalization;
using System.Text.Json.Nodes;
using Cowry.Sandbox.Phones;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>All routes of the gateway, and the two that look behind it.</summary>
internal static class WeChatPayApi
{
    public static IServiceCollection AddWeChatPay(this IServiceCollection services) => services
        .AddSingleton<RequestLog>().AddSingleton<RequestSignature>().AddSingleton<AnswerSigner>().AddSingleton<Gate>()
        .AddSingleton<Certificates>().AddSingleton<SecurityEcho>().AddSingleton<ApplyForBill>()
        .AddSingleton<PlaceOrder>().AddSingleton<QueryOrder>().AddSingleton<CloseOrder>().AddSingleton<PayByCode>().AddSingleton<ReverseOrder>()
        .AddSingleton<RefundOrder>().AddSingleton<RefundSettler>().AddHostedService(s => s.GetRequiredService<RefundSettler>())
        .AddSingleton<Notifier>().AddHostedService(s => s.GetRequiredService<Notifier>());

    public static void MapWeChatPay(this WebApplication app)
    {
        var gate = app.Services.GetRequiredService<Gate>();
        var certificates = app.Services.GetRequiredService<Certificates>();
        var echo = app.Services.GetRequiredService<SecurityEcho>();
        var refunds = app.Services.GetRequiredService<RefundOrder>();
        var bills = app.Services.GetRequiredService<ApplyForBill>();
        MapOrders(app, gate, partner: false, "/v3/pay/transactions");
        MapOrders(app, gate, partner: true, "/v3/pay/partner/transactions");
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
        app.MapGet("/wechat_pay/requests", Requests);
        app.MapDelete("/wechat_pay/requests", ForgetRequests);
        app.MapGet("/wechat_pay/transactions", Transactions);
        app.MapGet("/wechat_pay/notifications", Notifications);
    }

    private static void MapOrders(WebApplication app, Gate gate, bool partner, string path)
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

    private static Task Requests(HttpContext http) => http.WriteJson(200, new JsonArray([
        .. http.RequestServices.GetRequiredService<RequestLog>().Last(Limit(http, 100), Filter(http)).Select(request => request.Describe())]));

    private static Task ForgetRequests(HttpContext http)
    {
        http.RequestServices.GetRequiredService<RequestLog>().Clear();
        http.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    /// <summary>Newest first; <c>?mchid=</c>, <c>?out_trade_no=</c> and <c>?before=</c> (the created_at of the last one seen) narrow it down.</summary>
    private static Task Transactions(HttpContext http)
    {
        var before = DateTimeOffset.TryParse(http.Request.Query["before"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at.ToUnixTimeMilliseconds()
            : long.MaxValue;
        var outTradeNo = http.Request.Query["out_trade_no"].ToString() is { Length: > 0 } number ? number : null;
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds();
        var orders = http.RequestServices.GetRequiredService<Database>().Read(db => db.Many(
            $"""
            SELECT {Order.Columns} FROM orders WHERE created_at < $1 AND ($2 IS NULL OR mchid = $2) AND ($3 IS NULL OR out_trade_no = $3)
            ORDER BY created_at DESC LIMIT $4
            """,
            Order.Read, before, Filter(http), outTradeNo, Limit(http, 1000)));
        return http.WriteJson(200, new JsonArray([.. orders.Select(order => (JsonNode)new JsonObject
        {
            ["mchid"] = order.Mchid,
            ["sub_mchid"] = order.SubMchid,
            ["out_trade_no"] = order.OutTradeNo,
            ["transaction_id"] = order.TransactionId,
            ["trade_type"] = order.TradeType,
            ["trade_state"] = order.AsOf(now).State,
            ["amount"] = order.Total,
            ["refunded"] = order.Refunded,
            ["fee"] = order.Fee,
            ["payer"] = order.Payer,
            ["created_at"] = PhoneViews.Time(order.CreatedAt),
            ["paid_at"] = order.PaidAt is { } paidAt ? PhoneViews.Time(paidAt) : null,
        })]));
    }

    private static Task Notifications(HttpContext http)
    {
        var all = http.RequestServices.GetRequiredService<Database>().Read(db => db.Newest(Limit(http, 100)));
        return http.WriteJson(200, new JsonArray([.. all.Select(n => (JsonNode)new JsonObject
        {
            ["id"] = n.Id,
            ["mchid"] = n.Mchid,
            ["event_type"] = n.EventType,
            ["url"] = n.Url,
            ["tries"] = n.Tries,
            ["last_result"] = n.LastResult,
            ["next_try_at"] = n.DueAt is { } due ? PhoneViews.Time(due) : null,
            ["resource"] = JsonNode.Parse(n.Plaintext),
        })]));
    }

    private static string? Filter(HttpContext http) => http.Request.Query["mchid"].ToString() is { Length: > 0 } mchid ? mchid : null;

    private static int Limit(HttpContext http, int usual) =>
        int.TryParse(http.Request.Query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? Math.Clamp(limit, 1, 100_000) : usual;
}
