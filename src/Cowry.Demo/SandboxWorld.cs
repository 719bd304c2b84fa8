using System.Net.Http.Json;
using System.Text.Json;
using Cowry.Client.PaymentAccounts;

namespace Cowry.Demo;

/// <summary>What the sandbox tells about itself: the WeChat Pay contract that it made for us, and its printer's port.</summary>
internal sealed record SandboxWorld(WechatPaySettings Settings, WechatPaySecrets Secrets, int PrinterPort)
{
    public static async Task<SandboxWorld> ReadAsync(HttpClient http, string sandbox, CancellationToken cancel)
    {
        var all = await http.GetFromJsonAsync<JsonElement>($"{sandbox}/credentials", cancel);
        var contract = all.GetProperty("wechat_pay");
        var printer = await http.GetFromJsonAsync<JsonElement>($"{sandbox}/printer", cancel);
        string Text(string name) => contract.GetProperty(name).GetString()!;
        var settings = new WechatPaySettings
        {
            Mode = WechatPayMode.Merchant,
            Verification = WechatPayVerification.PublicKey,
            Appid = Text("appid"),
            Mchid = Text("mchid"),
            MerchantSerial = Text("merchant_serial"),
            PublicKeyId = Text("public_key_id"),
            BaseUrl = Text("base_url"),
        };
        var secrets = new WechatPaySecrets
        {
            MerchantPrivateKey = Text("merchant_private_key"),
            ApiV3Key = Text("api_v3_key"),
            PublicKey = Text("public_key"),
        };
        return new SandboxWorld(settings, secrets, printer.GetProperty("port").GetInt32());
    }
}
