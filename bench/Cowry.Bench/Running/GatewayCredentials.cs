using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Cowry.Bench.Running;

/// <summary>Gives a till its account at a gateway, through the API.</summary>
internal static class GatewayCredentials
{
    public static async Task ContractAsync(string server, Till till, string gateway)
    {
        using var http = new HttpClient();
        using var made = await http.PostAsJsonAsync($"{gateway}/merchants", new { name = "面馆" });
        var merchant = JsonNode.Parse(await made.Content.ReadAsStringAsync())!;
        string Text(string name) => merchant[name]!.GetValue<string>();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", till.Key);
        using var answer = await http.PostAsJsonAsync($"{server}/v1/payment_accounts", new
        {
            method = "wechat_pay",
            name = "微信",
            rate_ppm = 6000,
            wechat_pay = new
            {
                mode = "merchant",
                verification = "public_key",
                appid = Text("appid"),
                mchid = Text("mchid"),
                merchant_serial = Text("merchant_serial"),
                public_key_id = Text("public_key_id"),
                base_url = Text("base_url"),
            },
            wechat_pay_secrets = new
            {
                merchant_private_key = Text("merchant_private_key"),
                api_v3_key = Text("api_v3_key"),
                public_key = Text("public_key"),
            },
        });
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }
}
