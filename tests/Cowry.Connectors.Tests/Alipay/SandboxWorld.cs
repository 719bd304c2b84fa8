using System.Text.Json.Nodes;
using Cowry.Domain.Payments;

namespace Cowry.Connectors.Tests.Alipay;

/// <summary>Alipay in the sandbox. Each test makes an app of its own.</summary>
public sealed class SandboxWorld() : RunningSandbox("alipay")
{
    /// <summary>Makes an app and reads off its credentials, as a shop owner would from Alipay's console.</summary>
    internal async Task<GatewayAccount> OpenAccountAsync(
        string mode = "merchant", string verification = "public_key", JsonObject? wanted = null, params (string Name, string? Value)[] changes)
    {
        wanted ??= [];
        wanted["name"] = "小面馆";
        wanted["key_mode"] = verification;
        if (mode == "service_provider")
            wanted["sub_merchants"] = new JsonArray("特约面馆");
        return AccountOf(await PostAsync("/alipay/merchants", wanted), mode, verification, changes);
    }

    /// <summary>The sandbox's first app, by the door that any SDK uses.</summary>
    internal async Task<GatewayAccount> FirstAccountAsync(string verification) =>
        AccountOf((await GetAsync("/credentials"))["alipay"]!, "merchant", verification);

    private static GatewayAccount AccountOf(JsonNode given, string mode, string verification, params (string Name, string? Value)[] changes)
    {
        string Text(string name) => given[name]!.GetValue<string>();
        var merchant = mode == "service_provider" ? given["sub_merchants"]![0]! : given;
        (string, string?)[] own =
        [
            ("app_id", Text("app_id")), ("app_private_key", Text("app_private_key")), ("seller_id", merchant["pid"]!.GetValue<string>()),
            .. verification == "certificate"
                ? new[] { ("app_cert", Text("app_cert")), ("alipay_cert", Text("alipay_cert")), ("alipay_root_cert", (string?)Text("alipay_root_cert")) }
                : [("alipay_public_key", Text("alipay_public_key"))],
            .. mode == "service_provider"
                ? new[] { ("sys_service_provider_id", Text("pid")), ("app_auth_token", (string?)merchant["app_auth_token"]!.GetValue<string>()) }
                : [],
        ];
        return Accounts.Of(Text("base_url"), mode, verification, [.. own, .. changes]);
    }
}
