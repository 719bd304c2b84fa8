using System.Diagnostics;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Cowry.Sandbox.Tests;

/// <summary>Every fault does what its word says, and ends when it is cleared.</summary>
public sealed class FaultSwitches
{
    // 15 s between the tries become 150 ms.
    private static readonly string[] Fast = ["--time-scale", "100"];

    [Fact]
    public async Task An_unknown_word_is_refused_by_its_name_and_changes_nothing()
    {
        await using var sandbox = await RunningSandbox.Start();
        await sandbox.SetFaults(new { wechat_pay = new { create = "http_500:2" } });
        var refused = await sandbox.SetFaults(new { wechat_pay = new { notify = "loose", teleport = "x" }, printer = new { paper_out = 1 } });
        refused.Status.ShouldBe(400);
        ((string?)refused.Body["code"]).ShouldBe("unknown_fault");
        refused.Body["errors"]!.AsObject().Select(e => e.Key).ShouldBe(["wechat_pay.notify", "wechat_pay.teleport", "printer.paper_out"], ignoreOrder: true);
        ((string?)JsonNode.Parse(await sandbox.Http.GetStringAsync("/faults"))!["wechat_pay"]!["create"]).ShouldBe("http_500:2");
        (await sandbox.SetFaults(new { })).Body.AsObject().ShouldBeEmpty();
    }

    [Fact]
    public async Task Create_fails_as_often_as_told_and_then_works()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant();
        await sandbox.SetFaults(new { wechat_pay = new { create = "http_500:1,rate_limit:1,rubbish:1,bad_signature:1" } });
        Task<SdkAnswer> Create() => sdk.Post("/v3/pay/transactions/native", sdk.Order("faultcreate1"));

        var first = await Create();
        (first.Status, first.Code).ShouldBe((500, "SYSTEM_ERROR"));
        var second = await Create();
        (second.Status, second.Code).ShouldBe((429, "FREQUENCY_LIMITED"));
        var third = await Create();
        third.Status.ShouldBe(200);
        Should.Throw<System.Text.Json.JsonException>(() => third.Body);
        var fourth = await Create();
        fourth.Headers["Wechatpay-Signature"].ShouldStartWith("WECHATPAY/SIGNTEST/");
        sdk.Verify(fourth).ShouldBeFalse();
        var fifth = await Create();
        fifth.Status.ShouldBe(200);
        sdk.Verify(fifth).ShouldBeTrue();
        JsonNode.Parse(await sandbox.Http.GetStringAsync("/faults"))!.AsObject().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_timeout_leaves_the_caller_without_an_answer_although_the_order_stands()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant();
        await sandbox.SetFaults(new { wechat_pay = new { create = "timeout:1" } });
        var create = sdk.Post("/v3/pay/transactions/native", sdk.Order("faulttimeout"));
        SdkAnswer found;
        do
        {
            found = await sdk.Query("faulttimeout");
        }
        while (found.Status != 200);
        create.IsCompleted.ShouldBeFalse();
        ((string?)found.Body["trade_state"]).ShouldBe("NOTPAY");
        _ = create.ContinueWith(task => task.Exception, TaskScheduler.Default);
    }

    [Fact]
    public async Task A_lost_notification_comes_with_a_later_try()
    {
        await using var sandbox = await RunningSandbox.Start(null, null, Fast);
        await using var shop = await Shop.Open();
        using var sdk = await sandbox.Merchant();
        await sandbox.SetFaults(new { wechat_pay = new { notify = "lose:2" } });
        await sandbox.Pay("alice", await sdk.Native("faultlose001", 100, shop.NotifyUrl));
        var delivery = await shop.Next();
        ((string?)sdk.Decrypt(delivery.Body["resource"]!)["out_trade_no"]).ShouldBe("faultlose001");
        var kept = JsonNode.Parse(await sandbox.Http.GetStringAsync("/wechat_pay/notifications"))![0]!;
        ((string?)kept["id"]).ShouldBe((string?)delivery.Body["id"]);
    }

    [Fact]
    public async Task A_refusal_is_retried_with_a_fresh_timestamp_until_it_is_taken()
    {
        await using var sandbox = await RunningSandbox.Start(null, null, Fast);
        await using var shop = await Shop.Open();
        using var sdk = await sandbox.Merchant();
        var answers = new Queue<int>([500, 401, 302, 204]);
        shop.Answer = () => answers.Dequeue();
        await sandbox.Pay("alice", await sdk.Native("faultretry01", 100, shop.NotifyUrl));
        var deliveries = new List<Delivery>();
        for (var i = 0; i < 4; i++)
            deliveries.Add(await shop.Next());
        deliveries.ShouldAllBe(delivery => sdk.Verify(delivery.Headers, delivery.Raw));
        deliveries.Select(delivery => (string?)delivery.Body["id"]).Distinct().ShouldHaveSingleItem();
        deliveries.Select(delivery => delivery.Headers["Wechatpay-Nonce"]).Distinct().Count().ShouldBe(4);
        (deliveries[1].At - deliveries[0].At).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(140));
    }

    [Fact]
    public async Task Duplicates_arrive_although_the_first_was_taken()
    {
        await using var sandbox = await RunningSandbox.Start();
        await using var shop = await Shop.Open();
        using var sdk = await sandbox.Merchant();
        await sandbox.SetFaults(new { wechat_pay = new { notify = "duplicate:2" } });
        await sandbox.Pay("alice", await sdk.Native("faultdouble1", 100, shop.NotifyUrl));
        var ids = new[] { await shop.Next(), await shop.Next(), await shop.Next() }.Select(delivery => (string?)delivery.Body["id"]);
        ids.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_forged_notification_looks_like_a_probe_and_the_genuine_one_follows()
    {
        await using var sandbox = await RunningSandbox.Start(null, null, Fast);
        await using var shop = await Shop.Open();
        using var sdk = await sandbox.Merchant();
        await sandbox.SetFaults(new { wechat_pay = new { notify = "bad_signature:1" } });
        shop.Answer = () => 401;
        await sandbox.Pay("alice", await sdk.Native("faultforged1", 100, shop.NotifyUrl));
        var probe = await shop.Next();
        probe.Headers["Wechatpay-Signature"].ShouldStartWith("WECHATPAY/SIGNTEST/");
        sdk.Verify(probe.Headers, probe.Raw).ShouldBeFalse();
        var genuine = await shop.Next();
        sdk.Verify(genuine.Headers, genuine.Raw).ShouldBeTrue();
    }

    [Fact]
    public async Task A_delayed_notification_waits()
    {
        await using var sandbox = await RunningSandbox.Start();
        await using var shop = await Shop.Open();
        using var sdk = await sandbox.Merchant();
        await sandbox.SetFaults(new { wechat_pay = new { notify = "delay:400" } });
        var code = await sdk.Native("faultdelay01", 100, shop.NotifyUrl);
        var watch = Stopwatch.StartNew();
        await sandbox.Pay("alice", code);
        await shop.Next();
        watch.ElapsedMilliseconds.ShouldBeGreaterThanOrEqualTo(380);
    }

    [Fact]
    public async Task The_notification_can_be_there_before_the_answer()
    {
        await using var sandbox = await RunningSandbox.Start();
        await using var shop = await Shop.Open();
        using var sdk = await sandbox.Merchant();
        await sandbox.SetFaults(new { wechat_pay = new { notify = "before_response" } });
        var code = await sdk.Native("faultbefore1", 100, shop.NotifyUrl);
        await sandbox.Pay("alice", code);
        shop.Waiting.ShouldBe(1);

        await sandbox.SetFaults(new { wechat_pay = new { notify = "before_create_response" } });
        await sdk.Native("faultbefore2", 100, shop.NotifyUrl);
        shop.Waiting.ShouldBe(2);
        ((string?)(await sdk.Query("faultbefore2")).Body["trade_state"]).ShouldBe("SUCCESS");
    }

    [Fact]
    public async Task A_phone_may_pay_what_the_shop_has_closed()
    {
        await using var sandbox = await RunningSandbox.Start();
        await using var shop = await Shop.Open();
        using var sdk = await sandbox.Merchant();
        await sandbox.SetFaults(new { wechat_pay = new { late_success_after_close = true } });
        var code = await sdk.Native("faultlate001", 100, shop.NotifyUrl);
        (await sdk.Close("faultlate001")).Status.ShouldBe(204);
        ((string?)(await sdk.Query("faultlate001")).Body["trade_state"]).ShouldBe("CLOSED");
        (await sandbox.Pay("alice", code)).Status.ShouldBe(200);
        ((string?)sdk.Decrypt((await shop.Next()).Body["resource"]!)["trade_state"]).ShouldBe("SUCCESS");
        ((string?)(await sdk.Query("faultlate001")).Body["trade_state"]).ShouldBe("SUCCESS");
    }

    [Fact]
    public async Task Notifications_are_signed_with_the_key_that_the_merchant_set()
    {
        await using var sandbox = await RunningSandbox.Start();
        await using var shop = await Shop.Open();
        using var sdk = await sandbox.Merchant(new { name = "换钥匙", notification_key = "alternate" });
        await sandbox.Pay("alice", await sdk.Native("faultkeys001", 1, shop.NotifyUrl));
        await sandbox.Pay("alice", await sdk.Native("faultkeys002", 1, shop.NotifyUrl));
        var both = new[] { await shop.Next(), await shop.Next() };
        both.Select(delivery => delivery.Headers["Wechatpay-Serial"]).ShouldBe([sdk.PlatformSerial!, sdk.PublicKeyId!], ignoreOrder: true);
        both.ShouldAllBe(delivery => sdk.Verify(delivery.Headers, delivery.Raw));
    }
}
