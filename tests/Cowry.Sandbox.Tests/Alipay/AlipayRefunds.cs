using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Cowry.Sandbox.Tests.Alipay;

/// <summary>Money goes back at once, never more than was paid, and a number refunds once.</summary>
public sealed class AlipayRefunds
{
    [Fact]
    public async Task In_parts_and_repeated()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await AlipaySdk.Of(sandbox);
        await sandbox.Pay("alice", await sdk.Precreate("refund1", "10.00"));
        var first = await Refund(sdk, "refund1", "4.00", "r1");
        sdk.Verify(first).ShouldBeTrue();
        (first["fund_change"], first["refund_fee"]).ShouldBe(("Y", "4.00"));
        (await sandbox.Balance("alice")).ShouldBe(99_400);
        var again = await Refund(sdk, "refund1", "4.00", "r1");
        (again["fund_change"], again["refund_fee"]).ShouldBe(("N", "4.00"));
        (await Refund(sdk, "refund1", "4.01", "r1")).SubCode.ShouldBe("ACQ.DISCORDANT_REPEAT_REQUEST");
        (await sandbox.Balance("alice")).ShouldBe(99_400);
        (await sdk.Query("refund1"))["trade_status"].ShouldBe("TRADE_SUCCESS");

        var second = await Refund(sdk, "refund1", "1.50", "r2");
        (second["fund_change"], second["refund_fee"]).ShouldBe(("Y", "5.50"), "the sum of all so far");
        (await Refund(sdk, "refund1", "4.51", "r3")).SubCode.ShouldBe("ACQ.REASON_TRADE_REFUND_FEE_ERR");
        (await Refund(sdk, "refund1", "4.50", "r3"))["refund_fee"].ShouldBe("10.00");
        (await sdk.Query("refund1"))["trade_status"].ShouldBe("TRADE_CLOSED");
        (await Refund(sdk, "refund1", "0.01", "r4")).SubCode.ShouldBe("ACQ.TRADE_HAS_CLOSE");
        (await Refund(sdk, "refund1", "4.50", "r3"))["fund_change"].ShouldBe("N", "also when all is back");
        (await sandbox.Balance("alice")).ShouldBe(100_000);
        var transaction = (await sandbox.Http.GetFromJsonAsync<JsonArray>("/alipay/transactions?out_trade_no=refund1"))!.Single()!;
        ((long)transaction["refunded"]!).ShouldBe(1000);
    }

    [Fact]
    public async Task The_query_knows_a_refund_by_its_number_and_says_nothing_of_others()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await AlipaySdk.Of(sandbox);
        await sandbox.Pay("alice", await sdk.Precreate("refund2", "10.00"));
        await Refund(sdk, "refund2", "4.00", "r1");
        var found = await Ask(sdk, "refund2", "r1");
        (found["refund_status"], found["refund_amount"], found["total_amount"]).ShouldBe(("REFUND_SUCCESS", "4.00", "10.00"));
        var unknown = await Ask(sdk, "refund2", "r9");
        unknown.Code.ShouldBe("10000");
        unknown.Node.Select(field => field.Key).ShouldBe(["code", "msg"]);
        (await Ask(sdk, "nosuchorder", "r1")).SubCode.ShouldBe("ACQ.TRADE_NOT_EXIST");

        await sandbox.Pay("alice", await sdk.Precreate("refund3", "2.00"));
        (await Refund(sdk, "refund3", "1.00", null)).SubCode.ShouldBe("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL");
        (await Refund(sdk, "refund3", "2.00", null))["fund_change"].ShouldBe("Y");
        (await Ask(sdk, "refund3", "refund3"))["refund_status"].ShouldBe("REFUND_SUCCESS", "without a number it has the order's");
    }

    [Fact]
    public async Task What_was_not_paid_is_not_given_back()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await AlipaySdk.Of(sandbox);
        var code = await sdk.Precreate("refund4", "10.00");
        (await Refund(sdk, "refund4", "1.00", "r1")).SubCode.ShouldBe("ACQ.TRADE_NOT_EXIST");
        await sandbox.Post("/phone/scan", new { user = "alice", content = code });
        (await Refund(sdk, "refund4", "1.00", "r1")).SubCode.ShouldBe("ACQ.TRADE_STATUS_ERROR");
        (await Refund(sdk, "refund4", "1.001", "r1")).SubCode.ShouldBe("ACQ.INVALID_PARAMETER");
        (await Refund(sdk, "refund4", "0", "r1")).SubCode.ShouldBe("ACQ.INVALID_PARAMETER");
    }

    [Fact]
    public async Task Refunds_at_once_never_exceed_what_was_paid()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await AlipaySdk.Of(sandbox);
        await sandbox.Pay("alice", await sdk.Precreate("refund5", "10.00"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Refund(sdk, "refund5", "1.50", $"race{i}")));
        answers.Count(answer => answer["fund_change"] == "Y").ShouldBe(6);
        answers.Where(answer => answer.Code != "10000").ShouldAllBe(answer => answer.SubCode == "ACQ.REASON_TRADE_REFUND_FEE_ERR");
        (await sandbox.Balance("alice")).ShouldBe(99_900);
    }

    [Fact]
    public async Task A_faulty_refund_is_slow_lost_unknown_or_unpaid_for()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await AlipaySdk.Of(sandbox);
        await sandbox.Pay("alice", await sdk.Precreate("refund6", "10.00"));
        await sandbox.SetFaults(new { alipay = new { refund = "seller_balance:1,unknown:1" } });
        (await Refund(sdk, "refund6", "1.00", "r1")).SubCode.ShouldBe("ACQ.SELLER_BALANCE_NOT_ENOUGH");
        (await Refund(sdk, "refund6", "1.00", "r1")).SubCode.ShouldBe("ACQ.SYSTEM_ERROR");
        (await Refund(sdk, "refund6", "1.00", "r1"))["fund_change"].ShouldBe("N", "the one before has moved it");
        (await Ask(sdk, "refund6", "r1"))["refund_status"].ShouldBe("REFUND_SUCCESS");

        await sandbox.SetFaults(new { alipay = new { refund = "abnormal:1" } });
        (await Refund(sdk, "refund6", "1.00", "r2"))["fund_change"].ShouldBe("N");
        (await Ask(sdk, "refund6", "r2")).Node.ContainsKey("refund_status").ShouldBeFalse();

        await sandbox.SetFaults(new { alipay = new { refund = "processing:200" } });
        (await Refund(sdk, "refund6", "1.00", "r3"))["fund_change"].ShouldBe("N");
        (await Ask(sdk, "refund6", "r3")).Node.ContainsKey("refund_status").ShouldBeFalse();
        AlipayAnswer later;
        do
        {
            later = await Ask(sdk, "refund6", "r3");
        }
        while (!later.Node.ContainsKey("refund_status"));
        (await sandbox.Balance("alice")).ShouldBe(99_200);
    }

    private static Task<AlipayAnswer> Refund(AlipaySdk sdk, string number, string yuan, string? request) =>
        sdk.Call("alipay.trade.refund", new { out_trade_no = number, refund_amount = yuan, out_request_no = request });

    private static Task<AlipayAnswer> Ask(AlipaySdk sdk, string number, string request) =>
        sdk.Call("alipay.trade.fastpay.refund.query", new { out_trade_no = number, out_request_no = request });
}
