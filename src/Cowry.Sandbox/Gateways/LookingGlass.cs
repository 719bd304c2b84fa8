using System.Globalization;
using System.Text.Json.Nodes;
using Cowry.Sandbox.Phones;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox;

/// <summary>
/// The routes that look behind a gateway: <c>/{wallet}/requests</c>, <c>/{wallet}/transactions</c>, <c>/{wallet}/notifications</c>.
/// </summary>
/// <param name="wallet">The first part of the paths.</param>
/// <param name="merchantField">What the wallet calls a merchant's number: the name of a field and of a parameter that filters by it.</param>
/// <param name="transactions">The newest first.</param>
internal sealed class LookingGlass(
    string wallet, string merchantField, RequestLog log, Func<Db, TransactionFilter, IEnumerable<Transaction>> transactions)
{
    public void Map(WebApplication app)
    {
        app.MapGet($"/{wallet}/requests", (HttpContext http) => http.WriteJson(200, new JsonArray([
            .. log.Last(Limit(http, 100), Text(http, merchantField)).Select(request => request.Describe(merchantField))])));
        app.MapDelete($"/{wallet}/requests", (HttpContext http) =>
        {
            log.Clear();
            http.Response.StatusCode = 204;
            return Task.CompletedTask;
        });
        app.MapGet($"/{wallet}/transactions", Transactions);
        app.MapGet($"/{wallet}/notifications", Notifications);
    }

    /// <summary>Also by <c>?out_trade_no=</c> and <c>?before=</c> (the created_at of the last one seen).</summary>
    private Task Transactions(HttpContext http)
    {
        var before = DateTimeOffset.TryParse(http.Request.Query["before"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at.ToUnixTimeMilliseconds()
            : long.MaxValue;
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds();
        var filter = new TransactionFilter(Text(http, merchantField), Text(http, "out_trade_no"), before, now, Limit(http, 1000));
        var found = http.RequestServices.GetRequiredService<Database>().Read(db => transactions(db, filter).ToList());
        return http.WriteJson(200, new JsonArray([.. found.Select(transaction => transaction.Describe())]));
    }

    private Task Notifications(HttpContext http)
    {
        var all = http.RequestServices.GetRequiredService<Database>().Read(db => db.Newest(wallet, Limit(http, 100)));
        return http.WriteJson(200, new JsonArray([.. all.Select(n => (JsonNode)new JsonObject
        {
            ["id"] = n.Id,
            [merchantField] = n.Merchant,
            ["event_type"] = n.EventType,
            ["url"] = n.Url,
            ["tries"] = n.Tries,
            ["last_result"] = n.LastResult,
            ["next_try_at"] = n.DueAt is { } due ? PhoneViews.Time(due) : null,
            ["resource"] = JsonNode.Parse(n.Content),
        })]));
    }

    private static string? Text(HttpContext http, string name) => http.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    private static int Limit(HttpContext http, int usual) =>
        int.TryParse(http.Request.Query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? Math.Clamp(limit, 1, 100_000) : usual;
}
