using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Cowry.Sandbox.Tests.Alipay;

/// <summary>A customer scans the shop's code and pays; the shop hears of it and can ask.</summary>
public sealed class OrderCodes
{
    [Fact]
    public async Task From_the_code_to_the_notification()
    {
        await using var sandbox = await RunningSandbox.Start();
        await using var shop = await Shop.Open();
        (shop.Answer, shop.Says) = (() => 200, () => "success");
        using var sdk = await AlipaySdk.Of(sandbox);
        var order = sdk.Order("noodles1");
        (order["passback_params"], order["body"]) = ("table%3D7", "大碗");
        var created = await sdk.Call("alipay.trade.precreate", order, shop.NotifyUrl);
        created.Status.ShouldBe(200);
        created.ContentType.ShouldBe("text/html; charset=utf-8");
        sdk.Verify(created).ShouldBeTrue();
        var code = created["qr_code"].ShouldNotBeNull();
        code.ShouldMatch("^https://qr\\.alipay\\.com/[a-z0-9]{18}$");
        (await sdk.Query("noodles1")).SubCode.ShouldBe("ACQ.TRADE_NOT_EXIST", "nobody has scanned it");

        var seen = await sandbox.Post("/phone/scan", new { user = "alice", content = code });
        ((string?)seen.Body["kind"]).ShouldBe("alipay");
        ((long)seen.Body["amount"]!).ShouldBe(1250);
        ((bool)seen.Body["payable"]!).ShouldBeTrue();
        var waiting = await sdk.Query("noodles1");
        waiting["trade_status"].ShouldBe("WAIT_BUYER_PAY");
        waiting["trade_no"].ShouldNotBeNull().ShouldMatch("^[0-9]{28}$");
        waiting["buyer_pay_amount"].ShouldBe("0.00");

        var before = await sandbox.Balance("alice");
        (await sandbox.Pay("alice", code)).Status.ShouldBe(200);
        (await sandbox.Balance("alice")).ShouldBe(before - 1250);

        var told = sdk.Read(await shop.Next()).ShouldNotBeNull();
        told["trade_status"].ShouldBe("TRADE_SUCCESS");
        told["out_trade_no"].ShouldBe("noodles1");
        told["total_amount"].ShouldBe("12.50");
        told["seller_id"].ShouldBe(sdk.Pid);
        told["app_id"].ShouldBe(sdk.AppId);
        told["passback_params"].ShouldBe("table%3D7");
        told["fund_bill_list"].ShouldBe("""[{"amount":"12.50","fundChannel":"ALIPAYACCOUNT"}]""");
        var paid = await sdk.Query("noodles1");
        sdk.Verify(paid).ShouldBeTrue();
        paid["trade_status"].ShouldBe("TRADE_SUCCESS");
        paid["trade_no"].ShouldBe(told["trade_no"]);
        paid["buyer_user_id"].ShouldBe(told["buyer_id"]);
        paid["receipt_amount"].ShouldBe("12.50");
        paid["send_pay_date"].ShouldBe(told["gmt_payment"]);
        var byTradeNo = await sdk.Call("alipay.trade.query", new { trade_no = paid["trade_no"], out_trade_no = "other" });
        byTradeNo["out_trade_no"].ShouldBe("noodles1");

        var transaction = (await sandbox.Http.GetFromJsonAsync<JsonArray>("/alipay/transactions"))![0]!;
        ((string?)transaction["trade_state"]).ShouldBe("TRADE_SUCCESS");
        ((long)transaction["fee"]!).ShouldBe(8, "0.6 % of 12.50 is 0.075");
        ((string?)transaction["app_id"]).ShouldBe(sdk.AppId);
        var request = (await sandbox.Http.GetFromJsonAsync<JsonArray>("/alipay/requests"))!.Last()!;
        ((bool)request["signature_valid"]!).ShouldBeTrue();
        ((string?)request["body"]).ShouldNotBeNull().ShouldStartWith("biz_content=");
    }

    [Fact]
    public async Task An_order_is_paid_once_and_only_by_who_scanned_it_first()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await AlipaySdk.Of(sandbox);
        var code = await sdk.Precreate("once1", "50");
        await sandbox.Post("/phone/balance", new { user = "poor", balance = 4999 });
        ((string?)(await sandbox.Pay("poor", code)).Body["code"]).ShouldBe("balance_short");

        var tries = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => sandbox.Pay($"guest{i}", code)));

        tries.Count(result => result.Status == 200).ShouldBe(1);
        tries.Where(result => result.Status != 200).ShouldAllBe(result => (string?)result.Body["code"] == "not_your_order");
        var winner = (string)tries.Single(result => result.Status == 200).Body["user"]!;
        ((string?)(await sandbox.Pay(winner, code)).Body["code"]).ShouldBe("order_already_paid");
        (await sandbox.Balance(winner)).ShouldBe(95_000);
        (await sandbox.Post("/phone/scan", new { user = winner, content = "https://qr.alipay.com/bavnosuchcode0000" })).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_number_is_good_for_one_code()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await AlipaySdk.Of(sandbox);
        Task<AlipayAnswer> Again(string yuan = "12.50") => sdk.Call("alipay.trade.precreate", sdk.Order("number1", yuan));
        var code = await sdk.Precreate("number1");
        (await Again()).SubCode.ShouldBe("ACQ.APPLY_PC_MERCHANT_CODE_ERROR");
        (await Again("12.51")).SubCode.ShouldBe("ACQ.CONTEXT_INCONSISTENT");
        await sandbox.Pay("alice", code);
        (await Again()).SubCode.ShouldBe("ACQ.TRADE_HAS_SUCCESS");
    }

    [Fact]
    public async Task Closing_ends_what_waits_and_kills_a_code_that_it_says_not_to_know()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await AlipaySdk.Of(sandbox);
        var unscanned = await sdk.Precreate("close1");
        (await sdk.Close("close1")).SubCode.ShouldBe("ACQ.TRADE_NOT_EXIST");
        ((string?)(await sandbox.Pay("alice", unscanned)).Body["code"]).ShouldBe("order_closed");
        (await sdk.Query("close1")).SubCode.ShouldBe("ACQ.TRADE_NOT_EXIST");
        (await sdk.Call("alipay.trade.precreate", sdk.Order("close1"))).SubCode.ShouldBe("ACQ.TRADE_HAS_CLOSE");

        var scanned = await sdk.Precreate("close2");
        await sandbox.Post("/phone/scan", new { user = "alice", content = scanned });
        (await sdk.Close("close2"))["trade_no"].ShouldNotBeNull();
        (await sdk.Query("close2"))["trade_status"].ShouldBe("TRADE_CLOSED");
        ((string?)(await sandbox.Pay("alice", scanned)).Body["code"]).ShouldBe("order_closed");
        (await sdk.Close("close2")).SubCode.ShouldBe("ACQ.TRADE_STATUS_ERROR");

        await sandbox.Pay("alice", await sdk.Precreate("close3"));
        (await sdk.Close("close3")).SubCode.ShouldBe("ACQ.TRADE_STATUS_ERROR");
        (await sdk.Close("nosuchorder")).SubCode.ShouldBe("ACQ.TRADE_NOT_EXIST");
    }

    [Fact]
    public async Task A_code_dies_after_two_hours_and_a_trade_at_its_time()
    {
        var time = new ShiftedTime();
        await using var sandbox = await RunningSandbox.Start(time);
        using var sdk = await AlipaySdk.Of(sandbox);
        var old = await sdk.Precreate("expire1");
        var order = sdk.Order("expire2");
        order["timeout_express"] = "5m";
        var soon = (await sdk.Call("alipay.trade.precreate", order))["qr_code"]!;
        order = sdk.Order("expire3");
        order["time_expire"] = (time.GetUtcNow() + TimeSpan.FromMinutes(5)).ToOffset(TimeSpan.FromHours(8))
            .ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
        var scanned = (await sdk.Call("alipay.trade.precreate", order))["qr_code"]!;
        await sandbox.Post("/phone/scan", new { user = "alice", content = scanned });

        time.Ahead = sdk.Clock = TimeSpan.FromMinutes(6);
        ((string?)(await sandbox.Pay("alice", soon)).Body["code"]).ShouldBe("code_expired");
        (await sdk.Query("expire2")).SubCode.ShouldBe("ACQ.TRADE_NOT_EXIST");
        ((string?)(await sandbox.Pay("alice", scanned)).Body["code"]).ShouldBe("order_expired");
        (await sdk.Query("expire3"))["trade_status"].ShouldBe("TRADE_CLOSED");
        ((bool)(await sandbox.Post("/phone/scan", new { user = "alice", content = old })).Body["payable"]!).ShouldBeTrue();
        time.Ahead = sdk.Clock = TimeSpan.FromMinutes(125);
        (await sdk.Query("expire1"))["trade_status"].ShouldBe("WAIT_BUYER_PAY", "the trade began with the scan and has three hours");
        var late = await sdk.Precreate("expire4");
        time.Ahead = sdk.Clock = TimeSpan.FromMinutes(246);
        ((string?)(await sandbox.Pay("alice", late)).Body["code"]).ShouldBe("code_expired");
    }

    [Fact]
    public async Task The_contract_says_which_product_an_order_code_is()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var newer = await AlipaySdk.Of(sandbox, new { name = "新签约", order_code_product = "QR_CODE_OFFLINE" });
        using var older = await AlipaySdk.Of(sandbox, new { name = "老签约", order_code_product = "FACE_TO_FACE_PAYMENT" });
        var order = newer.Order("product1");
        (await newer.Call("alipay.trade.precreate", order)).Code.ShouldBe("10000");
        (await older.Call("alipay.trade.precreate", order)).SubCode.ShouldBe("isv.insufficient-isv-permissions");
        order.Remove("product_code");
        (await newer.Call("alipay.trade.precreate", order)).SubCode.ShouldBe("ACQ.INVALID_PARAMETER");
        (await older.Call("alipay.trade.precreate", order)).Code.ShouldBe("10000");
    }

    [Fact]
    public async Task Every_wallet_of_a_phone_takes_from_one_balance_and_is_in_one_history()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var alipay = await AlipaySdk.Of(sandbox);
        using var weChat = await sandbox.Merchant();
        var code = await alipay.Precreate("mixed1", "3.00");
        var nearby = await sandbox.Http.GetFromJsonAsync<JsonArray>("/phone/codes");
        ((string?)nearby!.Single()!["content"]).ShouldBe(code);
        await sandbox.Pay("alice", code);
        await sandbox.Pay("alice", await weChat.Native("mixedwechat1", 200));
        (await sandbox.Balance("alice")).ShouldBe(99_500);
        var bills = await sandbox.Http.GetFromJsonAsync<JsonArray>("/phone/users/alice/bills");
        bills!.Select(bill => (string?)bill!["kind"]).ShouldBe(["wechat_pay", "alipay"]);
    }
}
