using System.Text.Json.Nodes;
using Cowry.Sandbox.OfficialAccount;

namespace Cowry.Sandbox.WeChatPay;

/// <summary><c>POST</c>, <c>GET</c> and <c>PATCH /merchants</c>: what the merchant platform's web pages are for.</summary>
internal static class MerchantsApi
{
    private static readonly MerchantForm Form = new(new Dictionary<string, string[]>
    {
        ["key_mode"] = [KeyMode.Both, KeyMode.Certificate, KeyMode.PublicKey],
        ["notification_key"] = ["as_requested", "certificate", "public_key", "alternate"],
        ["error_spelling"] = ["new", "old"],
    });

    public static void MapMerchants(this WebApplication app)
    {
        app.MapGet("/merchants", (HttpContext http) =>
            http.WriteJson(200, new JsonArray([.. Book(http).All.Select(merchant => Describe(http, merchant))])));
        app.MapGet("/merchants/{mchid}", (HttpContext http) => Asked(http) is { } merchant
            ? http.WriteJson(200, Describe(http, merchant))
            : NotFound(http));
        app.MapPost("/merchants", Create);
        app.MapPatch("/merchants/{mchid}", Change);
    }

    private static MerchantBook Book(HttpContext http) => http.RequestServices.GetRequiredService<MerchantBook>();

    private static async Task Create(HttpContext http)
    {
        if (await Form.Read(http, "name", "key_mode", "notification_key", "error_spelling", "rate", "service_provider", "sub_merchants") is not { } body)
            return;
        var merchant = await Book(http).Add(new NewMerchant
        {
            Name = body.Text("name") ?? "商户",
            KeyMode = body.Text("key_mode") ?? KeyMode.Both,
            NotificationKey = body.Text("notification_key") ?? "as_requested",
            ErrorSpelling = body.Text("error_spelling") ?? "new",
            Rate = body["rate"]?.GetValue<int>(),
            ServiceProvider = body["service_provider"]?.GetValue<bool>() ?? body.ContainsKey("sub_merchants"),
            SubMerchants = body.SubMerchants(),
        });
        await http.WriteJson(201, Describe(http, merchant));
    }

    private static Merchant? Asked(HttpContext http) => Book(http).Find((string)http.Request.RouteValues["mchid"]!);

    private static Task NotFound(HttpContext http) =>
        http.WriteProblem(404, "merchant_not_found", $"There is no merchant {http.Request.RouteValues["mchid"]}.");

    private static async Task Change(HttpContext http)
    {
        if (Asked(http) is not { } merchant)
        {
            await NotFound(http);
            return;
        }

        if (await Form.Read(http, "name", "key_mode", "notification_key", "error_spelling", "rate") is not { } body)
            return;
        merchant = await Book(http).Save(merchant with
        {
            Name = body.Text("name") ?? merchant.Name,
            KeyMode = body.Text("key_mode") ?? merchant.KeyMode,
            NotificationKey = body.Text("notification_key") ?? merchant.NotificationKey,
            ErrorSpelling = body.Text("error_spelling") ?? merchant.ErrorSpelling,
            Rate = body["rate"]?.GetValue<int>() ?? merchant.Rate,
        });
        await http.WriteJson(200, Describe(http, merchant));
    }

    public static JsonObject Describe(HttpContext http, Merchant merchant)
    {
        var platform = http.RequestServices.GetRequiredService<PlatformKeys>();
        var answer = new JsonObject
        {
            ["base_url"] = $"{http.Request.Scheme}://{http.Request.Host}",
            ["appid"] = merchant.Appids[0],
            ["mchid"] = merchant.Mchid,
            ["merchant_serial"] = merchant.Key.Serial,
            ["merchant_private_key"] = merchant.Key.PrivateKey,
            ["merchant_certificate"] = merchant.Key.Certificate,
            ["api_v3_key"] = merchant.ApiV3Key,
            ["api_v2_key"] = merchant.ApiV2Key,
            ["app_secret"] = AppSecrets.Of(merchant, merchant.Appids[0]),
            ["name"] = merchant.Name,
            ["rate"] = merchant.Rate,
            ["key_mode"] = merchant.KeyMode,
            ["notification_key"] = merchant.NotificationKey,
            ["error_spelling"] = merchant.ErrorSpelling,
            ["service_provider"] = merchant.ServiceProvider,
        };
        if (merchant.KeyMode != KeyMode.PublicKey)
            (answer["platform_serial"], answer["platform_certificate"]) = (platform.Certificate.Serial, platform.Certificate.Certificate);
        if (merchant.KeyMode != KeyMode.Certificate)
            (answer["public_key_id"], answer["public_key"]) = (platform.PublicKeyId, platform.PublicKey);
        if (merchant.ServiceProvider)
        {
            answer["sub_merchants"] = new JsonArray([.. merchant.SubMerchants.Select(sub =>
                (JsonNode)new JsonObject
                {
                    ["mchid"] = sub.Mchid,
                    ["name"] = sub.Name,
                    ["appid"] = sub.Appid,
                    ["app_secret"] = AppSecrets.Of(merchant, sub.Appid),
                })]);
        }

        return answer;
    }
}
