using System.Text.Json.Nodes;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.Phones;

/// <summary>The customer's phone, for scripts and for the page: <c>/phone/…</c>. Errors are problems with a code.</summary>
internal sealed class PhoneApi(
    Database database, Wallets wallets, PhoneViews views, SandboxOptions options, TimeProvider time)
{
    public void Map(WebApplication app)
    {
        app.MapGet("/phone/users", Answering(async _ => views.Users()));
        app.MapGet("/phone/users/{user}", Answering(async http => views.User(await Known((string)http.Request.RouteValues["user"]!))));
        app.MapGet("/phone/wallets", Answering(async _ => new JsonArray([.. wallets.Names.Select(name => (JsonNode)name)])));
        app.MapGet("/phone/codes", Answering(async _ => views.OpenCodes()));
        app.MapGet("/phone/open", PhoneBrowser.Open);
        app.MapPost("/phone/scan", Answering(Scan));
        app.MapPost("/phone/pay", Answering(Pay));
        app.MapPost("/phone/balance", Answering(SetBalance));
        app.MapPost("/phone/payment_codes", Answering(MakePaymentCode));
        app.MapPost("/phone/confirm", Answering(async http => PhoneViews.Payment(await wallets.Confirm(await User(await Body(http, "user"))))));
        app.MapPost("/phone/decline", Answering(async http => await wallets.Decline(await User(await Body(http, "user")))));
    }

    private async Task<JsonNode> Scan(HttpContext http)
    {
        var body = await Body(http, "user", "content");
        var user = await User(body);
        var content = Text(body, "content").Trim();
        if (await wallets.Scan(user, content) is { } order)
            return views.Order(order, user);
        return Uri.TryCreate(content, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? new JsonObject { ["kind"] = "web_page", ["url"] = content }
            : new JsonObject { ["kind"] = "text", ["text"] = content };
    }

    private async Task<JsonNode> Pay(HttpContext http)
    {
        var body = await Body(http, "user", "content");
        return PhoneViews.Payment(await wallets.Pay(UserTable.RequireName(Text(body, "user")), Text(body, "content").Trim()));
    }

    private async Task<JsonNode> SetBalance(HttpContext http)
    {
        var body = await Body(http, "user", "balance");
        if (body["balance"] is not JsonValue value || !value.TryGetValue<long>(out var balance) || balance is < 0 or > 1_000_000_000_000)
            throw new PhoneRefusal(400, "invalid_balance", "balance must be a whole number of fen, 0 or more.");
        var user = await User(body);
        await database.Write(db =>
        {
            db.SetBalance(user, balance);
            return true;
        });
        return new JsonObject { ["user"] = user, ["balance"] = balance };
    }

    private async Task<JsonNode> MakePaymentCode(HttpContext http)
    {
        var body = await Body(http, "user", "wallet");
        var wallet = body["wallet"] is { } wanted ? wallets.Named(wanted.ToString()) : wallets.Named(wallets.Names.First());
        var user = await User(body);
        var code = wallet.NewPaymentCode();
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        await database.Write(db =>
        {
            db.IssuePaymentCode(code, user, now);
            return true;
        });
        return new JsonObject { ["code"] = code, ["expires_at"] = PhoneViews.Time(now + PaymentCodes.Life) };
    }

    /// <summary>A route that answers JSON, or the refusal as a problem.</summary>
    public static RequestDelegate Answering(Func<HttpContext, Task<JsonNode>> handle) => async http =>
    {
        try
        {
            await http.WriteJson(200, await handle(http));
        }
        catch (PhoneRefusal refusal)
        {
            await http.WriteProblem(refusal.Status, refusal.Code, refusal.Message);
        }
    };

    private static async Task<JsonObject> Body(HttpContext http, params string[] known)
    {
        var body = await http.ReadJson() as JsonObject ?? throw new PhoneRefusal(400, "invalid_body", "The body must be a JSON object.");
        var unknown = body.Select(property => property.Key).FirstOrDefault(name => !known.Contains(name, StringComparer.Ordinal));
        return unknown is null ? body : throw new PhoneRefusal(400, "invalid_body", $"'{unknown}' is not one of {string.Join(", ", known)}.");
    }

    private static string Text(JsonObject body, string name) => body[name] is JsonValue value && value.TryGetValue<string>(out var text)
        ? text
        : throw new PhoneRefusal(400, "invalid_body", $"'{name}' must be a string.");

    private Task<string> User(JsonObject body) => Known(Text(body, "user"));

    private async Task<string> Known(string name)
    {
        UserTable.RequireName(name);
        if (database.Read(db => db.Number("SELECT count(*) FROM users WHERE name = $1", name)) == 0)
        {
            await database.Write(db =>
            {
                db.EnsureUser(name, options.StartBalance, time.GetUtcNow().ToUnixTimeMilliseconds());
                return true;
            });
        }

        return name;
    }
}
