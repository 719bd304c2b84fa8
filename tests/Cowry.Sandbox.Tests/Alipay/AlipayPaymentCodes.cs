using Shouldly;
using Xunit;

namespace Cowry.Sandbox.Tests.Alipay;

/// <summary>The customer shows an Alipay code, the shop scans it.</summary>
public sealed class AlipayPaymentCodes
{
    [Fact]
    public async Task A_code_pays_once_and_the_shop_is_told()
    {
        await using var sandbox = await RunningSandbox.Start();
        await using var shop = await Shop.Open();
        (shop.Answer, shop.Says) = (() => 200, () => "success");
        using var sdk = await AlipaySdk.Of(sandbox);
        var code = await NewCode(sandbox);
        code.ShouldMatch("^28[0-9]{16}$");
        var paid = await sdk.Pay("scan1", "5.00", code, shop.NotifyUrl);
        paid.Code.ShouldBe("10000");
        sdk.Verify(paid).ShouldBeTrue();
        paid["buyer_pay_amount"].ShouldBe("5.00");
        paid["gmt_payment"].ShouldNotBeNull();
        sdk.Read(await shop.Next()).ShouldNotBeNull()["trade_no"].ShouldBe(paid["trade_no"]);
        (await sandbox.Balance("alice")).ShouldBe(99_500);

        var again = await sdk.Pay("scan2", "5.00", code);
        (again.Code, again.SubCode).ShouldBe(("40004", "ACQ.PAYMENT_AUTH_CODE_INVALID"));
        again["receipt_amount"].ShouldBe("0.00");
        (await sdk.Pay("scan1", "5.00", await NewCode(sandbox))).SubCode.ShouldBe("ACQ.TRADE_HAS_SUCCESS");
        (await sdk.Pay("scan1", "5.01", await NewCode(sandbox))).SubCode.ShouldBe("ACQ.TRADE_HAS_SUCCESS");
        (await sdk.Pay("scan3", "5.00", "131234567890123456")).SubCode.ShouldBe("ACQ.PAYMENT_AUTH_CODE_INVALID");
    }

    [Fact]
    public async Task Above_two_thousand_yuan_the_customer_types_a_password()
    {
        await using var sandbox = await RunningSandbox.Start();
        await using var shop = await Shop.Open();
        (shop.Answer, shop.Says) = (() => 200, () => "success");
        using var sdk = await AlipaySdk.Of(sandbox);
        await sandbox.Post("/phone/balance", new { user = "alice", balance = 500_000 });
        var code = await NewCode(sandbox);
        var asked = await sdk.Pay("scan4", "2000.01", code, shop.NotifyUrl);
        (asked.Code, asked["msg"]).ShouldBe(("10003", "order success pay inprocess"));
        (await sdk.Query("scan4"))["trade_status"].ShouldBe("WAIT_BUYER_PAY");
        (await sdk.Pay("scan4", "2000.01", code)).Code.ShouldBe("10003", "the same order sent again");
        (await sandbox.Post("/phone/confirm", new { user = "alice" })).Status.ShouldBe(200);
        (await sdk.Query("scan4"))["trade_status"].ShouldBe("TRADE_SUCCESS");
        sdk.Read(await shop.Next()).ShouldNotBeNull()["out_trade_no"].ShouldBe("scan4");
        (await sandbox.Balance("alice")).ShouldBe(299_999);
        (await sdk.Pay("scan5", "2000.00", await NewCode(sandbox))).Code.ShouldBe("10000");
    }

    [Fact]
    public async Task Who_turns_the_password_box_away_leaves_a_trade_that_only_a_cancel_ends()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await AlipaySdk.Of(sandbox);
        await sandbox.SetFaults(new { alipay = new { scan_code = "userpaying:1" } });
        (await sdk.Pay("scan6", "1.00", await NewCode(sandbox))).Code.ShouldBe("10003");
        ((string?)(await sandbox.Post("/phone/decline", new { user = "alice" })).Body["trade_state"]).ShouldBe("WAIT_BUYER_PAY");
        ((string?)(await sandbox.Post("/phone/confirm", new { user = "alice" })).Body["code"]).ShouldBe("no_prompt");
        (await sdk.Query("scan6"))["trade_status"].ShouldBe("WAIT_BUYER_PAY");
        var cancelled = await sdk.Cancel("scan6");
        (cancelled["action"], cancelled["retry_flag"]).ShouldBe(("close", "N"));
        (await sdk.Query("scan6"))["trade_status"].ShouldBe("TRADE_CLOSED");
        (await sandbox.Balance("alice")).ShouldBe(100_000);
    }

    [Fact]
    public async Task A_cancel_closes_gives_back_or_has_nothing_to_do()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await AlipaySdk.Of(sandbox);
        var unknown = await sdk.Cancel("nosuchorder");
        (unknown.Code, unknown["retry_flag"]).ShouldBe(("10000", "N"));
        unknown.Node.ContainsKey("action").ShouldBeFalse();

        await sdk.Pay("cancel1", "7.00", await NewCode(sandbox));
        for (var i = 0; i < 2; i++)
            (await sdk.Cancel("cancel1"))["action"].ShouldBe("refund");
        (await sandbox.Balance("alice")).ShouldBe(100_000);
        (await sdk.Query("cancel1"))["trade_status"].ShouldBe("TRADE_CLOSED");

        await sandbox.SetFaults(new { alipay = new { scan_code = "userpaying:1" } });
        await sdk.Pay("cancel2", "7.00", await NewCode(sandbox));
        (await sdk.Cancel("cancel2"))["action"].ShouldBe("close");
        ((string?)(await sandbox.Post("/phone/confirm", new { user = "alice" })).Body["code"]).ShouldBe("no_prompt");

        var code = await sdk.Precreate("cancel3");
        (await sdk.Cancel("cancel3")).Node.ContainsKey("action").ShouldBeFalse();
        ((string?)(await sandbox.Pay("alice", code)).Body["code"]).ShouldBe("order_closed");

        await sandbox.SetFaults(new { alipay = new { cancel = "retry:1" } });
        var again = await sdk.Cancel("cancel2");
        (again.SubCode, again["retry_flag"]).ShouldBe(("ACQ.SYSTEM_ERROR", "Y"));
    }

    [Fact]
    public async Task Who_has_too_little_pays_nothing_and_the_code_is_spent()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await AlipaySdk.Of(sandbox);
        var code = await NewCode(sandbox);
        (await sdk.Pay("short1", "1000.01", code)).SubCode.ShouldBe("ACQ.BUYER_BALANCE_NOT_ENOUGH");
        (await sdk.Query("short1")).SubCode.ShouldBe("ACQ.TRADE_NOT_EXIST");
        (await sdk.Pay("short1", "1.00", code)).SubCode.ShouldBe("ACQ.PAYMENT_AUTH_CODE_INVALID");
        (await sandbox.Balance("alice")).ShouldBe(100_000);
    }

    internal static async Task<string> NewCode(RunningSandbox sandbox, string user = "alice") =>
        (string)(await sandbox.Post("/phone/payment_codes", new { user, wallet = "alipay" })).Body["code"]!;
}
