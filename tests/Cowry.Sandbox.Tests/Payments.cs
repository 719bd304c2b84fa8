using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Cowry.Sandbox.Tests;

/// <summary>A customer scans and pays; the shop hears of it and can ask.</summary>
public sealed class Payments
{
    [Fact]
    public async Task From_the_code_to_the_decrypted_notification()
    {
        await using var sandbox = await RunningSandbox.Start();
        await using var shop = await Shop.Open();
        using var sdk = await sandbox.Merchant();
        var order = sdk.Order("noodles000001", 1250, shop.NotifyUrl);
        order["attach"] = "桌号 7";
        var created = await sdk.Post("/v3/pay/transactions/native", order);
        sdk.Verify(created).ShouldBeTrue();
        var code = ((string?)created.Body["code_url"]).ShouldNotBeNull();
        code.ShouldStartWith("weixin://wxpay/bizpayurl?pr=");
        var unpaid = (await sdk.Query("noodles000001")).Body;
        ((string?)unpaid["trade_state"]).ShouldBe("NOTPAY");
        unpaid.AsObject().ContainsKey("transaction_id").ShouldBeFalse();
        unpaid.AsObject().ContainsKey("amount").ShouldBeFalse();

        var seen = await sandbox.Post("/phone/scan", new { user = "alice", content = code });
        ((string?)seen.Body["kind"]).ShouldBe("wechat_pay");
        ((long)seen.Body["amount"]!).ShouldBe(1250);
        ((bool)seen.Body["payable"]!).ShouldBeTrue();
        var before = await sandbox.Balance("alice");
        (await sandbox.Pay("alice", code)).Status.ShouldBe(200);
        (await sandbox.Balance("alice")).ShouldBe(before - 1250);

        var delivery = await shop.Next();
        sdk.Verify(delivery.Headers, delivery.Raw).ShouldBeTrue();
        delivery.Headers["Wechatpay-Signature-Type"].ShouldBe("WECHATPAY2-SHA256-RSA2048");
        ((string?)delivery.Body["event_type"]).ShouldBe("TRANSACTION.SUCCESS");
        ((string?)delivery.Body["resource_type"]).ShouldBe("encrypt-resource");
        var transaction = sdk.Decrypt(delivery.Body["resource"]!);
        ((string?)transaction["out_trade_no"]).ShouldBe("noodles000001");
        ((string?)transaction["trade_state"]).ShouldBe("SUCCESS");
        ((string?)transaction["trade_type"]).ShouldBe("NATIVE");
        ((string?)transaction["attach"]).ShouldBe("桌号 7");
        ((int)transaction["amount"]!["payer_total"]!).ShouldBe(1250);
        ((string?)transaction["success_time"]).ShouldNotBeNull().ShouldEndWith("+08:00");
        ((string?)transaction["payer"]!["openid"]).ShouldNotBeNull().Length.ShouldBe(28);

        var paid = (await sdk.Query("noodles000001")).Body;
        JsonNode.DeepEquals(paid, transaction).ShouldBeTrue();
        var byId = await sdk.Get($"/v3/pay/transactions/id/{(string?)paid["transaction_id"]}?mchid={sdk.Mchid}");
        JsonNode.DeepEquals(byId.Body, transaction).ShouldBeTrue();
    }

    [Fact]
    public async Task An_order_is_paid_once_and_only_by_who_can_afford_it()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant();
        var code = await sdk.Native("onceonly0001", 5000);
        await sandbox.Post("/phone/balance", new { user = "poor", balance = 4999 });
        var refused = await sandbox.Pay("poor", code);
        refused.Status.ShouldBe(402);
        ((string?)refused.Body["code"]).ShouldBe("balance_short");
        (await sandbox.Balance("poor")).ShouldBe(4999);

        var tries = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => sandbox.Pay($"guest{i}", code)));

        tries.Count(result => result.Status == 200).ShouldBe(1);
        tries.Where(result => result.Status != 200).ShouldAllBe(result => (string?)result.Body["code"] == "order_already_paid");
        var users = JsonNode.Parse(await sandbox.Http.GetStringAsync("/phone/users"))!.AsArray();
        users.Where(u => ((string?)u!["user"])!.StartsWith("guest", StringComparison.Ordinal)).Sum(u => 100_000 - (long)u!["balance"]!).ShouldBe(5000);
    }

    [Fact]
    public async Task The_same_request_again_gives_a_fresh_code_and_kills_the_old_one()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant();
        var first = await sdk.Native("samerequest1");
        var second = await sdk.Native("samerequest1");
        second.ShouldNotBe(first);
        (await sandbox.Pay("alice", first)).Status.ShouldBe(404);
        (await sandbox.Pay("alice", second)).Status.ShouldBe(200);
        var again = await sdk.Post("/v3/pay/transactions/native", sdk.Order("samerequest1"));
        again.Code.ShouldBe("ORDER_PAID");
    }

    [Fact]
    public async Task A_number_belongs_to_its_values_and_is_spent_once_closed()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant();
        var code = await sdk.Native("numberreuse1", 100);
        var other = await sdk.Post("/v3/pay/transactions/native", sdk.Order("numberreuse1", 101));
        other.Status.ShouldBe(403);
        other.Code.ShouldBe("OUT_TRADE_NO_USED");

        (await sdk.Close("numberreuse1")).Status.ShouldBe(204);
        (await sdk.Close("numberreuse1")).Status.ShouldBe(204);
        ((string?)(await sdk.Query("numberreuse1")).Body["trade_state"]).ShouldBe("CLOSED");
        (await sdk.Post("/v3/pay/transactions/native", sdk.Order("numberreuse1", 100))).Code.ShouldBe("ORDER_CLOSED");
        ((string?)(await sandbox.Pay("alice", code)).Body["code"]).ShouldBe("order_closed");
    }

    [Fact]
    public async Task A_paid_order_cannot_be_closed_and_an_unknown_one_is_not_found()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant();
        await sandbox.Pay("alice", await sdk.Native("paidclose001"));
        var answer = await sdk.Close("paidclose001");
        answer.Status.ShouldBe(400);
        answer.Code.ShouldBe("ORDER_PAID");
        var unknown = await sdk.Query("nosuchorder1");
        unknown.Status.ShouldBe(404);
        unknown.Code.ShouldBe("ORDER_NOT_EXIST");
        using var other = await sandbox.Merchant(new { name = "别家", error_spelling = "old" });
        (await other.Query("paidclose001")).Code.ShouldBe("ORDERNOTEXIST");
    }

    [Fact]
    public async Task An_order_runs_out_at_its_time_and_a_code_after_two_hours()
    {
        var time = new ShiftedTime();
        await using var sandbox = await RunningSandbox.Start(time);
        using var sdk = await sandbox.Merchant();
        var order = sdk.Order("expiresoon01");
        order["time_expire"] = time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture);
        var soon = (string)(await sdk.Post("/v3/pay/transactions/native", order)).Body["code_url"]!;
        var later = await sdk.Native("expirelater1");

        time.Ahead = sdk.Clock = TimeSpan.FromSeconds(50);
        ((bool)(await sandbox.Post("/phone/scan", new { user = "alice", content = soon })).Body["payable"]!).ShouldBeTrue("less than a minute is raised to a minute");
        time.Ahead = sdk.Clock = TimeSpan.FromSeconds(61);
        ((string?)(await sandbox.Pay("alice", soon)).Body["code"]).ShouldBe("order_expired");
        ((string?)(await sdk.Query("expiresoon01")).Body["trade_state"]).ShouldBe("NOTPAY", "until somebody closes it");
        time.Ahead = sdk.Clock = TimeSpan.FromMinutes(121);
        ((string?)(await sandbox.Pay("alice", later)).Body["code"]).ShouldBe("code_expired");
        (await sandbox.Pay("alice", await sdk.Native("expirelater1"))).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("""{"surprise":1}""", "/surprise")]
    [InlineData("""{"description":null}""", "/description")]
    [InlineData("""{"description":"🍜"}""", "")]
    [InlineData("""{"description":"\ud83c\udf5c"}""", "/description")]
    [InlineData("""{"amount":{"total":0,"currency":"CNY"}}""", "/amount/total")]
    [InlineData("""{"amount":{"total":12.5,"currency":"CNY"}}""", "/amount/total")]
    [InlineData("""{"amount":{"total":"100"}}""", "/amount/total")]
    [InlineData("""{"amount":{"total":1,"currency":"USD"}}""", "/amount/currency")]
    [InlineData("""{"out_trade_no":"short"}""", "/out_trade_no")]
    [InlineData("""{"out_trade_no":"with space 1"}""", "/out_trade_no")]
    [InlineData("""{"notify_url":"https://shop.example/notify?x=1"}""", "/notify_url")]
    [InlineData("""{"notify_url":"http://shop.example/notify"}""", "/notify_url")]
    [InlineData("""{"time_expire":"20260101"}""", "/time_expire")]
    [InlineData("""{"mchid":"1600000000"}""", "/mchid")]
    public async Task A_wrong_field_is_refused_by_its_name(string change, string field)
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant();
        var body = JsonSerializer.SerializeToNode(sdk.Order("wrongfield01"))!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
            body[name] = value?.DeepClone();
        var text = body.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        if (change.Contains("ud83c", StringComparison.Ordinal))
            text = body.ToJsonString();
        else if (change.Contains("🍜", StringComparison.Ordinal))
            text = text.Replace("\\uD83C\\uDF5C", "🍜", StringComparison.Ordinal);

        var answer = await sdk.Post("/v3/pay/transactions/native", text);

        answer.Status.ShouldBe(400);
        answer.Code.ShouldBe("PARAM_ERROR");
        ((string?)answer.Body["detail"]!["field"]).ShouldBe(field);
    }

    [Fact]
    public async Task A_foreign_appid_does_not_match()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant();
        var order = sdk.Order("foreignappid");
        order["appid"] = "wx0123456789abcdef";
        (await sdk.Post("/v3/pay/transactions/native", order)).Code.ShouldBe("APPID_MCHID_NOT_MATCH");
    }

    [Fact]
    public async Task A_page_calls_up_the_wallet_for_one_openid_with_a_signature()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant();
        var openid = (string)JsonNode.Parse(await sandbox.Http.GetStringAsync($"/phone/openid?user=alice&appid={sdk.Appid}"))!["openid"]!;
        var order = sdk.Order("jsapiorder01");
        order["payer"] = new { openid };
        var prepayId = ((string?)(await sdk.Post("/v3/pay/transactions/jsapi", order)).Body["prepay_id"]).ShouldNotBeNull();
        prepayId.ShouldMatch("^wx[0-9a-f]{34}$");
        string CallUp(string signature) => JsonSerializer.Serialize(new
        {
            appId = sdk.Appid,
            timeStamp = "1700000000",
            nonceStr = "abc",
            package = $"prepay_id={prepayId}",
            signType = "RSA",
            paySign = signature,
        });
        var right = sdk.SignCallUp(sdk.Appid, "1700000000", "abc", $"prepay_id={prepayId}");

        ((string?)(await sandbox.Pay("alice", CallUp(sdk.SignCallUp(sdk.Appid, "1700000001", "abc", $"prepay_id={prepayId}")))).Body["code"])
            .ShouldBe("call_up_signature_wrong");
        ((string?)(await sandbox.Pay("bob", CallUp(right))).Body["code"]).ShouldBe("not_your_order");
        (await sandbox.Pay("alice", CallUp(right))).Status.ShouldBe(200);
        var paid = (await sdk.Query("jsapiorder01")).Body;
        ((string?)paid["trade_type"]).ShouldBe("JSAPI");
        ((string?)paid["payer"]!["openid"]).ShouldBe(openid);
    }

    [Fact]
    public async Task An_H5_order_and_an_app_order_are_paid_by_what_they_hand_out()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant();
        var h5 = sdk.Order("h5order00001");
        (await sdk.Post("/v3/pay/transactions/h5", h5)).Code.ShouldBe("PARAM_ERROR");
        h5["scene_info"] = new { payer_client_ip = "14.23.150.211", h5_info = new { type = "Wap" } };
        var url = ((string?)(await sdk.Post("/v3/pay/transactions/h5", h5)).Body["h5_url"]).ShouldNotBeNull();
        (await sandbox.Pay("bob", url + "&redirect_url=https%3A%2F%2Fshop.example%2F")).Status.ShouldBe(200);
        ((string?)(await sdk.Query("h5order00001")).Body["trade_type"]).ShouldBe("MWEB");

        var prepayId = (string)(await sdk.Post("/v3/pay/transactions/app", sdk.Order("apporder0001"))).Body["prepay_id"]!;
        var callUp = JsonSerializer.Serialize(new
        {
            appid = sdk.Appid,
            partnerid = sdk.Mchid,
            prepayid = prepayId,
            package = "Sign=WXPay",
            noncestr = "n",
            timestamp = "1",
            sign = sdk.SignCallUp(sdk.Appid, "1", "n", prepayId),
        });
        (await sandbox.Pay("bob", callUp)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_service_provider_acts_for_its_shops()
    {
        await using var sandbox = await RunningSandbox.Start();
        await using var shop = await Shop.Open();
        using var sdk = await sandbox.Merchant(new { name = "服务商", sub_merchants = new[] { "一号店", "二号店" } });
        var sub = (string)sdk.Credentials["sub_merchants"]![0]!["mchid"]!;
        var body = new
        {
            sp_appid = sdk.Appid,
            sp_mchid = sdk.Mchid,
            sub_mchid = sub,
            description = "奶茶",
            out_trade_no = "partner00001",
            notify_url = shop.NotifyUrl,
            amount = new { total = 900 },
        };
        var created = await sdk.Post("/v3/pay/partner/transactions/native", body);
        created.Status.ShouldBe(200);
        (await sdk.Post("/v3/pay/partner/transactions/native", body with { sub_mchid = "1600000000" })).Code.ShouldBe("NO_AUTH");
        var code = (string)created.Body["code_url"]!;
        ((string?)(await sandbox.Post("/phone/scan", new { user = "alice", content = code })).Body["merchant_name"]).ShouldBe("一号店");
        (await sandbox.Pay("alice", code)).Status.ShouldBe(200);

        var told = sdk.Decrypt((await shop.Next()).Body["resource"]!);
        ((string?)told["sp_mchid"]).ShouldBe(sdk.Mchid);
        ((string?)told["sub_mchid"]).ShouldBe(sub);
        ((string?)told["payer"]!["sp_openid"]).ShouldNotBeNull();
        told.AsObject().ContainsKey("mchid").ShouldBeFalse();
        var asked = await sdk.Get($"/v3/pay/partner/transactions/out-trade-no/partner00001?sp_mchid={sdk.Mchid}&sub_mchid={sub}");
        JsonNode.DeepEquals(asked.Body, told).ShouldBeTrue();
    }

    [Fact]
    public async Task An_open_code_lies_ready_to_be_scanned_until_it_is_paid()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant();
        var code = await sdk.Native("opencode0001", 88);
        var open = JsonNode.Parse(await sandbox.Http.GetStringAsync("/phone/codes"))!.AsArray().ShouldHaveSingleItem()!;
        ((string?)open["content"]).ShouldBe(code);
        ((long)open["amount"]!).ShouldBe(88);
        await sandbox.Pay("alice", code);
        JsonNode.Parse(await sandbox.Http.GetStringAsync("/phone/codes"))!.AsArray().ShouldBeEmpty();
    }
}
