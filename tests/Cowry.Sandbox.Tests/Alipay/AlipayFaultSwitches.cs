using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Cowry.Sandbox.Tests.Alipay;

/// <summary>Every fault does what its word says, and ends when it is cleared.</summary>
public sealed class AlipayFaultSwitches
{
    // Four minutes between the first tries become 120 ms.
    private static readonly string[] Fast = ["--time-scale", "2000"];

    [Fact]
    public async Task Answers_are_spoilt_as_often_as_told()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await AlipaySdk.Of(sandbox);
        await sandbox.SetFaults(new { alipay = new { create = "http_500:1,unavailable:1,rate_limit:1,rubbish:1,bad_signature:1" } });
        Task<AlipayAnswer> Create(string number) => sdk.Call("alipay.trade.precreate", sdk.Order(number));

        (await Create("fault1")).Status.ShouldBe(500);
        (await Create("fault1")).SubCode.ShouldBe("isp.unknow-error");
        (await Create("fault1")).SubCode.ShouldBe("isv.app-call-limited");
        var rubbish = await Create("fault1");
        rubbish.Status.ShouldBe(200);
        Should.Throw<System.Text.Json.JsonException>(() => rubbish.Whole);
        (await Create("fault1")).SubCode.ShouldBe("ACQ.APPLY_PC_MERCHANT_CODE_ERROR", "the one before was done");
        (await sandbox.Http.GetFromJsonAsync<JsonObject>("/faults"))!.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_bad_signature_is_one_and_the_words_of_a_point_are_named()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await AlipaySdk.Of(sandbox);
        await sandbox.SetFaults(new { alipay = new { query = "bad_signature:1" } });
        sdk.Verify(await sdk.Query("any")).ShouldBeFalse();
        sdk.Verify(await sdk.Query("any")).ShouldBeTrue();
        var refused = await sandbox.SetFaults(new { alipay = new { cancel = "loose", escaped_slashes = "yes" }, wechat_pay = new { cancel = "x" } });
        refused.Body["errors"]!.AsObject().Select(e => e.Key)
            .ShouldBe(["alipay.cancel", "alipay.escaped_slashes", "wechat_pay.cancel"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_timeout_leaves_the_caller_without_an_answer_although_it_is_paid()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await AlipaySdk.Of(sandbox);
        await sandbox.SetFaults(new { alipay = new { scan_code = "timeout:1" } });
        var pay = sdk.Pay("fault2", "1.00", await AlipayPaymentCodes.NewCode(sandbox));
        AlipayAnswer found;
        do
        {
            found = await sdk.Query("fault2");
        }
        while (found.Code != "10000");
        pay.IsCompleted.ShouldBeFalse();
        found["trade_status"].ShouldBe("TRADE_SUCCESS");
        _ = pay.ContinueWith(task => task.Exception, TaskScheduler.Default);
    }

    [Fact]
    public async Task A_payment_may_be_unknown_or_taken_back_after_it_was_confirmed()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await AlipaySdk.Of(sandbox);
        await sandbox.SetFaults(new { alipay = new { scan_code = "unknown:1" } });
        (await sdk.Pay("fault3", "1.00", await AlipayPaymentCodes.NewCode(sandbox))).Code.ShouldBe("20000");
        (await sdk.Query("fault3"))["trade_status"].ShouldBe("TRADE_SUCCESS");

        await sandbox.SetFaults(new { alipay = new { scan_code = "rollback:1" } });
        var confirmed = await sdk.Pay("fault4", "1.00", await AlipayPaymentCodes.NewCode(sandbox));
        (confirmed.Code, confirmed["buyer_pay_amount"]).ShouldBe(("10000", "1.00"));
        (await sdk.Query("fault4"))["trade_status"].ShouldBe("TRADE_CLOSED");
        (await sandbox.Balance("alice")).ShouldBe(99_900);
    }

    [Fact]
    public async Task Escaped_slashes_are_not_what_was_signed()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await AlipaySdk.Of(sandbox);
        await sandbox.SetFaults(new { alipay = new { escaped_slashes = true } });
        var answer = await sdk.Call("alipay.trade.precreate", sdk.Order("fault5"));
        answer.RawNode.ShouldContain("https:\\/\\/qr.alipay.com\\/");
        sdk.Verify(answer).ShouldBeFalse();
        sdk.VerifyText(answer.RawNode.Replace("\\/", "/", StringComparison.Ordinal), (string)answer.Whole["sign"]!).ShouldBeTrue();
        (await sandbox.Http.GetStringAsync("/faults")).ShouldBe("""{"alipay":{"escaped_slashes":true}}""");
    }

    [Fact]
    public async Task Only_the_word_success_takes_a_notification_and_its_id_stays()
    {
        await using var sandbox = await RunningSandbox.Start(null, null, Fast);
        await using var shop = await Shop.Open();
        using var sdk = await AlipaySdk.Of(sandbox);
        var words = new Queue<string>(["", "SUCCESS", "success\n", "success"]);
        (shop.Answer, shop.Says) = (() => 200, words.Dequeue);
        await sandbox.Pay("alice", await sdk.Precreate("fault6", "1.00", shop.NotifyUrl));
        var told = new List<Dictionary<string, string>?>();
        for (var i = 0; i < 4; i++)
            told.Add(sdk.Read(await shop.Next()));
        told.ShouldAllBe(fields => fields != null);
        told.Select(fields => fields!["notify_id"]).Distinct().ShouldHaveSingleItem();
        JsonNode kept;
        do
        {
            kept = (await sandbox.Http.GetFromJsonAsync<JsonArray>("/alipay/notifications"))![0]!;
        }
        while ((int)kept["tries"]! < 4);
        ((string?)kept["next_try_at"]).ShouldBeNull();
        shop.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task Notifications_are_lost_forged_doubled_and_early()
    {
        await using var sandbox = await RunningSandbox.Start(null, null, Fast);
        await using var shop = await Shop.Open();
        (shop.Answer, shop.Says) = (() => 200, () => "success");
        using var sdk = await AlipaySdk.Of(sandbox);
        await sandbox.SetFaults(new { alipay = new { notify = "lose:1,bad_signature:1,duplicate:1" } });
        await sandbox.Pay("alice", await sdk.Precreate("fault7", "1.00", shop.NotifyUrl));
        sdk.Read(await shop.Next()).ShouldBeNull("forged, and taken all the same");
        sdk.Read(await shop.Next()).ShouldNotBeNull();

        await sandbox.SetFaults(new { alipay = new { notify = "before_create_response" } });
        await sdk.Precreate("fault8", "1.00", shop.NotifyUrl);
        shop.Waiting.ShouldBe(1);
        (await sdk.Query("fault8"))["trade_status"].ShouldBe("TRADE_SUCCESS");
    }

    [Fact]
    public async Task A_phone_may_pay_what_the_shop_has_closed()
    {
        await using var sandbox = await RunningSandbox.Start();
        await using var shop = await Shop.Open();
        (shop.Answer, shop.Says) = (() => 200, () => "success");
        using var sdk = await AlipaySdk.Of(sandbox);
        await sandbox.SetFaults(new { alipay = new { late_success_after_close = true } });
        var scanned = await sdk.Precreate("fault9", "1.00", shop.NotifyUrl);
        await sandbox.Post("/phone/scan", new { user = "alice", content = scanned });
        (await sdk.Cancel("fault9"))["action"].ShouldBe("close");
        var unscanned = await sdk.Precreate("fault10", "1.00", shop.NotifyUrl);
        await sdk.Close("fault10");
        foreach (var code in new[] { scanned, unscanned })
            (await sandbox.Pay("alice", code)).Status.ShouldBe(200);
        (await sdk.Query("fault9"))["trade_status"].ShouldBe("TRADE_SUCCESS");
        (await sdk.Query("fault10"))["trade_status"].ShouldBe("TRADE_SUCCESS");
        new[] { sdk.Read(await shop.Next())!["out_trade_no"], sdk.Read(await shop.Next())!["out_trade_no"] }
            .ShouldBe(["fault9", "fault10"], ignoreOrder: true);
        (await sdk.Cancel("fault9"))["action"].ShouldBe("refund");
    }
}
