using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Cowry.Sandbox.Tests;

/// <summary>What the gateway knew before a restart it knows after it.</summary>
public sealed class Persistence
{
    [Fact]
    public async Task Keys_merchants_orders_balances_and_faults_outlive_a_restart()
    {
        var before = await RunningSandbox.Start();
        using var sdk = await before.Merchant(new { name = "长存店" });
        var code = await sdk.Native("persist00001", 700);
        await before.Pay("alice", await sdk.Native("persist00002", 300));
        await before.SetFaults(new { wechat_pay = new { create = "http_500:3" }, printer = new { paper_out = true } });
        (await sdk.Post("/v3/pay/transactions/native", sdk.Order("persist00003"))).Status.ShouldBe(500);
        var credentials = await before.Http.GetStringAsync("/credentials");

        await using var after = await before.Restart();

        Without(await after.Http.GetStringAsync("/credentials"), "base_url").ShouldBe(Without(credentials, "base_url"));
        JsonNode.Parse(await after.Http.GetStringAsync("/faults"))!.ToJsonString().ShouldBe(
            """{"wechat_pay":{"create":"http_500:2"},"printer":{"paper_out":true}}""");
        using var again = new Sdk(after.BaseUrl, sdk.Credentials);
        ((string?)(await again.Query("persist00002")).Body["trade_state"]).ShouldBe("SUCCESS");
        (await after.Balance("alice")).ShouldBe(99_700);
        (await after.Pay("alice", code)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_notification_that_nobody_took_and_a_refund_that_ran_go_on_after_a_restart()
    {
        await using var shop = await Shop.Open();
        var before = await RunningSandbox.Start();
        using var sdk = await before.Merchant();
        shop.Answer = () => 500;
        await before.Pay("alice", await sdk.Native("persist00004", 300, shop.NotifyUrl));
        await shop.Next();
        await before.SetFaults(new { wechat_pay = new { refund = "processing:1500" } });
        await sdk.Refund("persist00004", "persistrefund", 100, 300, shop.NotifyUrl);
        shop.Answer = () => 204;

        await using var after = await before.Restart();

        // The payment's second try is due 15 s after the first; the refund's first after 1.5 s.
        ((string?)(await shop.Next()).Body["event_type"]).ShouldBe("REFUND.SUCCESS");
        var pending = JsonNode.Parse(await after.Http.GetStringAsync("/wechat_pay/notifications"))!.AsArray()
            .Single(n => (string?)n!["event_type"] == "TRANSACTION.SUCCESS")!;
        ((int)pending["tries"]!).ShouldBe(1);
        ((string?)pending["next_try_at"]).ShouldNotBeNull();
    }

    private static string Without(string json, string field)
    {
        var node = JsonNode.Parse(json)!;
        foreach (var (_, gateway) in node.AsObject())
            gateway!.AsObject().Remove(field);
        return node.ToJsonString();
    }
}
