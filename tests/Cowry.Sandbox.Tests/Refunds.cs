using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Cowry.Sandbox.Tests;

/// <summary>Money goes back: accepted first, done later, never more than was paid.</summary>
public sealed class Refunds
{
    [Fact]
    public async Task A_refund_is_processing_then_done_and_the_shop_is_told()
    {
        await using var sandbox = await RunningSandbox.Start();
        await using var shop = await Shop.Open();
        using var sdk = await sandbox.Merchant();
        await sandbox.Pay("alice", await sdk.Native("refundorder1", 1000));
        var before = await sandbox.Balance("alice");

        var accepted = await sdk.Refund("refundorder1", "r1", 400, 1000, shop.NotifyUrl);

        ((string?)accepted.Body["status"]).ShouldBe("PROCESSING");
        ((int)accepted.Body["amount"]!["refund_fee"]!).ShouldBe(2, "0.6 % of 4.00 is 0.024");
        sdk.Verify(accepted).ShouldBeTrue();
        var delivery = await shop.Next();
        sdk.Verify(delivery.Headers, delivery.Raw).ShouldBeTrue();
        ((string?)delivery.Body["event_type"]).ShouldBe("REFUND.SUCCESS");
        var told = sdk.Decrypt(delivery.Body["resource"]!);
        ((string?)told["refund_status"]).ShouldBe("SUCCESS");
        told.AsObject().ContainsKey("status").ShouldBeFalse();
        var asked = (await sdk.Get("/v3/refund/domestic/refunds/r1")).Body;
        ((string?)asked["status"]).ShouldBe("SUCCESS");
        ((string?)asked["success_time"]).ShouldNotBeNull();
        (await sandbox.Balance("alice")).ShouldBe(before + 400);
        ((string?)(await sdk.Query("refundorder1")).Body["trade_state"]).ShouldBe("REFUND");
    }

    [Fact]
    public async Task Its_number_refunds_once()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant();
        await sandbox.Pay("alice", await sdk.Native("refundorder2", 1000));
        var first = (await sdk.Refund("refundorder2", "r2", 300, 1000)).Body;
        var again = (await sdk.Refund("refundorder2", "r2", 300, 1000)).Body;
        ((string?)again["refund_id"]).ShouldBe((string?)first["refund_id"]);
        (await sdk.Refund("refundorder2", "r2", 301, 1000)).Code.ShouldBe("INVALID_REQUEST");
        var transaction = JsonNode.Parse(await sandbox.Http.GetStringAsync("/wechat_pay/transactions?out_trade_no=refundorder2"))![0]!;
        ((long)transaction["refunded"]!).ShouldBe(300);
    }

    [Fact]
    public async Task Refunds_at_once_never_exceed_what_was_paid()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant();
        await sandbox.Pay("alice", await sdk.Native("refundorder3", 1000));
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => sdk.Refund("refundorder3", $"race{i}", 150, 1000)));
        answers.Count(answer => answer.Status == 200).ShouldBe(6);
        answers.Where(answer => answer.Status != 200).ShouldAllBe(answer => answer.Code == "INVALID_REQUEST");
    }

    [Fact]
    public async Task What_cannot_be_refunded_is_refused()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant();
        await sdk.Native("refundorder4", 1000);
        (await sdk.Refund("refundorder4", "r4", 100, 1000)).Code.ShouldBe("INVALID_REQUEST");
        (await sdk.Refund("nosuchorder9", "r4", 100, 1000)).Code.ShouldBe("RESOURCE_NOT_EXISTS");
        (await sdk.Get("/v3/refund/domestic/refunds/r4")).Code.ShouldBe("RESOURCE_NOT_EXISTS");
        await sandbox.Pay("alice", await sdk.Native("refundorder4", 1000));
        (await sdk.Refund("refundorder4", "r4", 100, 999)).Code.ShouldBe("PARAM_ERROR");
    }

    [Fact]
    public async Task A_faulty_refund_is_abnormal_or_slow()
    {
        await using var sandbox = await RunningSandbox.Start();
        await using var shop = await Shop.Open();
        using var sdk = await sandbox.Merchant();
        await sandbox.Pay("alice", await sdk.Native("refundorder5", 1000));
        var before = await sandbox.Balance("alice");
        await sandbox.SetFaults(new { wechat_pay = new { refund = "abnormal:1,processing:1" } });
        await sdk.Refund("refundorder5", "r5", 100, 1000, shop.NotifyUrl);
        ((string?)(await shop.Next()).Body["event_type"]).ShouldBe("REFUND.ABNORMAL");
        ((string?)(await sdk.Get("/v3/refund/domestic/refunds/r5")).Body["status"]).ShouldBe("ABNORMAL");
        (await sandbox.Balance("alice")).ShouldBe(before);

        await sandbox.SetFaults(new { wechat_pay = new { refund = "processing:3600000" } });
        await sdk.Refund("refundorder5", "r6", 100, 1000, shop.NotifyUrl);
        ((string?)(await sdk.Get("/v3/refund/domestic/refunds/r6")).Body["status"]).ShouldBe("PROCESSING");
    }
}
