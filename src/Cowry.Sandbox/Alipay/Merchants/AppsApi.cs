using System.Text.Json.Nodes;

namespace Cowry.Sandbox.Alipay;

/// <summary><c>POST</c>, <c>GET</c> and <c>PATCH /alipay/merchants</c>: what the web pages of Alipay's console are for.</summary>
internal sealed class AppsApi(AppBook apps, AlipayKeys keys)
{
    public const string GatewayPath = "/alipay/gateway.do";

    private static readonly MerchantForm Form = new(new Dictionary<string, string[]>
    {
        ["key_mode"] = ["both", AlipayKeys.CertificateMode, AlipayKeys.PublicKeyMode],
        ["answer_order"] = ["node_first", "sign_first"],
        ["buyer_ids"] = ["user_id", "open_id"],
        ["order_code_product"] = ["either", "QR_CODE_OFFLINE", "FACE_TO_FACE_PAYMENT"],
    });

    public void Map(WebApplication app)
    {
        app.MapGet("/alipay/merchants", (HttpContext http) =>
            http.WriteJson(200, new JsonArray([.. apps.All.Select(known => Describe(http, known))])));
        app.MapGet("/alipay/merchants/{app_id}", (HttpContext http) => Asked(http) is { } known
            ? http.WriteJson(200, Describe(http, known))
            : NotFound(http));
        app.MapPost("/alipay/merchants", Create);
        app.MapPatch("/alipay/merchants/{app_id}", Change);
    }

    public JsonObject Describe(HttpContext http, AlipayApp app)
    {
        var answer = new JsonObject
        {
            ["base_url"] = $"{http.Request.Scheme}://{http.Request.Host}{GatewayPath}",
            ["app_id"] = app.AppId,
            ["pid"] = app.Pid,
            ["app_private_key"] = app.PrivateKey,
            ["app_public_key"] = app.PublicKey,
            ["alipay_public_key"] = keys.PublicKey,
            ["app_cert"] = app.Certificate,
            ["app_cert_sn"] = app.CertificateSn,
            ["alipay_cert"] = keys.Certificate,
            ["alipay_cert_sn"] = keys.CertificateSn,
            ["alipay_root_cert"] = keys.Roots,
            ["alipay_root_cert_sn"] = keys.RootSn,
            ["name"] = app.Name,
            ["rate"] = app.Rate,
            ["key_mode"] = app.KeyMode,
            ["answer_order"] = app.AnswerOrder,
            ["buyer_ids"] = app.BuyerIds,
            ["order_code_product"] = app.OrderCodeProduct,
            ["service_provider"] = app.ServiceProvider,
        };
        if (app.ServiceProvider)
        {
            answer["sub_merchants"] = new JsonArray([.. app.Merchants.Select(merchant => (JsonNode)new JsonObject
            {
                ["pid"] = merchant.Pid,
                ["name"] = merchant.Name,
                ["app_id"] = merchant.AppId,
                ["app_auth_token"] = merchant.Token,
            })]);
        }

        return answer;
    }

    private async Task Create(HttpContext http)
    {
        if (await Form.Read(
            http, "name", "key_mode", "answer_order", "buyer_ids", "order_code_product", "rate", "service_provider", "sub_merchants") is not { } body)
            return;
        var usual = new NewApp();
        var app = await apps.Add(new NewApp
        {
            Name = body.Text("name") ?? usual.Name,
            KeyMode = body.Text("key_mode") ?? usual.KeyMode,
            AnswerOrder = body.Text("answer_order") ?? usual.AnswerOrder,
            BuyerIds = body.Text("buyer_ids") ?? usual.BuyerIds,
            OrderCodeProduct = body.Text("order_code_product") ?? usual.OrderCodeProduct,
            Rate = body["rate"]?.GetValue<int>(),
            ServiceProvider = body["service_provider"]?.GetValue<bool>() ?? body.ContainsKey("sub_merchants"),
            SubMerchants = body.SubMerchants(),
        });
        await http.WriteJson(201, Describe(http, app));
    }

    private async Task Change(HttpContext http)
    {
        if (Asked(http) is not { } app)
        {
            await NotFound(http);
            return;
        }

        if (await Form.Read(http, "name", "key_mode", "answer_order", "buyer_ids", "order_code_product", "rate") is not { } body)
            return;
        app = await apps.Save(app with
        {
            Name = body.Text("name") ?? app.Name,
            KeyMode = body.Text("key_mode") ?? app.KeyMode,
            AnswerOrder = body.Text("answer_order") ?? app.AnswerOrder,
            BuyerIds = body.Text("buyer_ids") ?? app.BuyerIds,
            OrderCodeProduct = body.Text("order_code_product") ?? app.OrderCodeProduct,
            Rate = body["rate"]?.GetValue<int>() ?? app.Rate,
        });
        await http.WriteJson(200, Describe(http, app));
    }

    private AlipayApp? Asked(HttpContext http) => apps.Find((string)http.Request.RouteValues["app_id"]!);

    private static Task NotFound(HttpContext http) =>
        http.WriteProblem(404, "merchant_not_found", $"There is no app {http.Request.RouteValues["app_id"]}.");
}
