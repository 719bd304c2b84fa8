using System.Text.Json.Nodes;
using Cowry.Domain.Payments;

namespace Cowry.Connectors.Tests.WeChatPay;

/// <summary>WeChat Pay in the sandbox. Each test makes a merchant of its own.</summary>
public sealed class SandboxWorld() : RunningSandbox("wechat_pay")
{
    /// <summary>Makes a merchant and reads off its credentials, as a shop owner would from the merchant platform.</summary>
    internal async Task<GatewayAccount> OpenAccountAsync(
        string mode, string verification, string? keyMode = null, bool withSubAppid = false, params (string Name, string? Value)[] changes)
    {
        var isProvider = mode == "service_provider";
        var wanted = new JsonObject
        {
            ["name"] = "小面馆",
            ["key_mode"] = keyMode ?? (verification == "public_key" ? "public_key" : "certificate"),
        };
        if (isProvider)
            wanted["sub_merchants"] = new JsonArray("特约面馆");
        var given = await PostAsync("/merchants", wanted);
        string? Text(string name) => given[name]?.GetValue<string>();
        (string, string?)[] own =
        [
            ("appid", Text("appid")), ("mchid", Text("mchid")), ("merchant_serial", Text("merchant_serial")),
            ("merchant_private_key", Text("merchant_private_key")), ("api_v3_key", Text("api_v3_key")),
            ("app_secret", Text("app_secret")), ("official_account_base_url", Text("base_url")),
            ("sub_appid", isProvider && withSubAppid ? given["sub_merchants"]![0]!["appid"]!.GetValue<string>() : null),
            ("sub_mchid", isProvider ? given["sub_merchants"]![0]!["mchid"]!.GetValue<string>() : null),
            .. verification == "public_key"
                ? new[] { ("public_key_id", Text("public_key_id")), ("public_key", Text("public_key")) }
                : [],
        ];
        return Accounts.Of(Text("base_url"), mode, verification, [.. own, .. changes]);
    }

    internal Task PatchMerchantAsync(string mchid, string name, string value) =>
        PatchAsync($"/merchants/{mchid}", new JsonObject { [name] = value });
}
