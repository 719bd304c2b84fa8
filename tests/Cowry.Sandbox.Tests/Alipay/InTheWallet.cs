using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Web;
using Shouldly;
using Xunit;

namespace Cowry.Sandbox.Tests.Alipay;

/// <summary>A page inside the wallet: who its user is, a trade for that user, the payment; and a service provider's merchants.</summary>
public sealed class InTheWallet
{
    [Fact]
    public async Task From_the_authorisation_to_the_payment()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await AlipaySdk.Of(sandbox);
        var id = (await Token(sdk, await AuthCode(sandbox, sdk)))["user_id"].ShouldNotBeNull();
        id.ShouldMatch("^2088[0-9]{12}$");
        var created = await sdk.Call("alipay.trade.create", Order(sdk, "inwallet1", id));
        var tradeNo = created["trade_no"].ShouldNotBeNull();
        (await sdk.Call("alipay.trade.create", Order(sdk, "inwallet1", id)))["trade_no"].ShouldBe(tradeNo);
        (await sdk.Query("inwallet1"))["trade_status"].ShouldBe("WAIT_BUYER_PAY");
        var content = $$"""{"tradeNO":"{{tradeNo}}"}""";
        ((string?)(await sandbox.Pay("bob", content)).Body["code"]).ShouldBe("not_your_order");
        (await sandbox.Pay("alice", content)).Status.ShouldBe(200);
        (await sdk.Query("inwallet1"))["buyer_user_id"].ShouldBe(id);
        (await sandbox.Pay("alice", """{"tradeNO":"2026000000000000000000000000"}""")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_code_says_once_who_it_is_and_newer_apps_hear_an_open_id()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await AlipaySdk.Of(sandbox, new { name = "新应用", buyer_ids = "open_id" });
        var code = await AuthCode(sandbox, sdk);
        var token = await Token(sdk, code);
        sdk.Verify(token).ShouldBeTrue();
        token.Node.ContainsKey("user_id").ShouldBeFalse();
        var openId = token["open_id"].ShouldNotBeNull();
        (await Token(sdk, code)).SubCode.ShouldBe("isv.code-invalid");
        var order = Order(sdk, "inwallet2", openId);
        (order["buyer_open_id"], order["buyer_id"]) = (openId, "");
        var created = await sdk.Call("alipay.trade.create", order);
        await sandbox.Pay("alice", $$"""{"tradeNO":"{{created["trade_no"]}}"}""");
        (await sdk.Query("inwallet2"))["buyer_open_id"].ShouldBe(openId);
        order["buyer_open_id"] = "nobody";
        order["out_trade_no"] = "inwallet3";
        (await sdk.Call("alipay.trade.create", order)).SubCode.ShouldBe("ACQ.INVALID_PARAMETER");
        order.Remove("op_app_id");
        (await sdk.Call("alipay.trade.create", order)).SubCode.ShouldBe("ACQ.INVALID_PARAMETER");
    }

    [Fact]
    public async Task A_service_provider_acts_for_its_merchants_by_their_tokens()
    {
        await using var sandbox = await RunningSandbox.Start();
        await using var shop = await Shop.Open();
        (shop.Answer, shop.Says) = (() => 200, () => "success");
        using var sdk = await AlipaySdk.Of(sandbox, new { name = "服务商", sub_merchants = new[] { "面馆", "茶铺" } });
        var (noodles, tea) = (sdk.Credentials["sub_merchants"]![0]!, sdk.Credentials["sub_merchants"]![1]!);
        sdk.AppAuthToken = (string)noodles["app_auth_token"]!;
        sdk.AppAuthToken.Length.ShouldBe(40);
        var code = await sdk.Precreate("provider1", "1.00", shop.NotifyUrl);
        ((string?)(await sandbox.Post("/phone/scan", new { user = "alice", content = code })).Body["merchant_name"]).ShouldBe("面馆");
        await sandbox.Pay("alice", code);
        var told = sdk.Read(await shop.Next())!;
        (told["app_id"], told["auth_app_id"], told["seller_id"]).ShouldBe((sdk.AppId, (string)noodles["app_id"]!, (string)noodles["pid"]!));
        (await sdk.Query("provider1"))["trade_status"].ShouldBe("TRADE_SUCCESS");

        sdk.AppAuthToken = (string)tea["app_auth_token"]!;
        (await sdk.Query("provider1")).SubCode.ShouldBe("ACQ.TRADE_NOT_EXIST", "another merchant's");
        await sdk.Precreate("provider1", "2.00");
        sdk.AppAuthToken = null;
        (await sdk.Query("provider1")).SubCode.ShouldBe("ACQ.TRADE_NOT_EXIST");
    }

    private static async Task<string> AuthCode(RunningSandbox sandbox, AlipaySdk sdk)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var back = Uri.EscapeDataString("https://shop.example/pay?table=7");
        using var answer = await http.GetAsync(new Uri(
            $"{sandbox.BaseUrl}/alipay/oauth2/publicAppAuthorize.htm?app_id={sdk.AppId}&scope=auth_base&redirect_uri={back}&state=s1"));
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.Redirect);
        var query = HttpUtility.ParseQueryString(answer.Headers.Location!.Query);
        (query["table"], query["state"], query["app_id"]).ShouldBe(("7", "s1", sdk.AppId));
        var known = await sandbox.Http.GetFromJsonAsync<JsonObject>($"/phone/alipay_user?user=alice&app_id={sdk.AppId}");
        ((string?)known!["user_id"]).ShouldNotBeNull();
        return query["auth_code"]!;
    }

    private static Task<AlipayAnswer> Token(AlipaySdk sdk, string code) =>
        sdk.Send("alipay.system.oauth.token", null, null, new() { ["grant_type"] = "authorization_code", ["code"] = code });

    private static Dictionary<string, object> Order(AlipaySdk sdk, string number, string buyer)
    {
        var order = sdk.Order(number);
        (order["product_code"], order["op_app_id"], order["buyer_id"]) = ("JSAPI_PAY", sdk.AppId, buyer);
        return order;
    }
}
