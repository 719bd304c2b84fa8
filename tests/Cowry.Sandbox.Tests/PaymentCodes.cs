using Shouldly;
using Xunit;

namespace Cowry.Sandbox.Tests;

/// <summary>The customer shows a code, the shop scans it.</summary>
public sealed class PaymentCodes
{
    [Fact]
    public async Task A_code_pays_once()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant();
        var code = await NewCode(sandbox);
        code.ShouldMatch("^1[0-5][0-9]{16}$");
        var paid = await CodePay(sdk, "codepay00001", 500, code);
        paid.Status.ShouldBe(200);
        ((string?)paid.Body["trade_type"]).ShouldBe("MICROPAY");
        ((string?)paid.Body["trade_state"]).ShouldBe("SUCCESS");
        (await CodePay(sdk, "codepay00002", 500, code)).Code.ShouldBe("AUTH_CODE_INVALID");
        (await sdk.Close("codepay00001")).Code.ShouldBe("INVALID_REQUEST");
    }

    [Fact]
    public async Task Above_a_thousand_yuan_the_customer_types_a_password()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant();
        await sandbox.Post("/phone/balance", new { user = "alice", balance = 500_000 });
        var asked = await CodePay(sdk, "codepay00003", 100_001, await NewCode(sandbox));
        asked.Status.ShouldBe(202);
        asked.Body.AsObject().ShouldHaveSingleItem().Value!.GetValue<string>().ShouldBe("USERPAYING");
        ((string?)(await sdk.Query("codepay00003")).Body["trade_state"]).ShouldBe("USERPAYING");
        (await sandbox.Post("/phone/confirm", new { user = "alice" })).Status.ShouldBe(200);
        ((string?)(await sdk.Query("codepay00003")).Body["trade_state"]).ShouldBe("SUCCESS");
        (await sandbox.Balance("alice")).ShouldBe(399_999);
        ((string?)(await sandbox.Post("/phone/confirm", new { user = "alice" })).Body["code"]).ShouldBe("no_prompt");
    }

    [Fact]
    public async Task A_declined_prompt_and_a_reversed_payment_cost_nothing()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant();
        await sandbox.SetFaults(new { wechat_pay = new { scan_code = "userpaying:1" } });
        (await CodePay(sdk, "codepay00004", 100, await NewCode(sandbox))).Status.ShouldBe(202);
        await sandbox.Post("/phone/decline", new { user = "alice" });
        ((string?)(await sdk.Query("codepay00004")).Body["trade_state"]).ShouldBe("PAYERROR");

        (await CodePay(sdk, "codepay00005", 100, await NewCode(sandbox))).Status.ShouldBe(200);
        var reversed = await sdk.Post("/v3/pay/transactions/out-trade-no/codepay00005/reverse", new { appid = sdk.Appid, mchid = sdk.Mchid });
        reversed.Status.ShouldBe(200);
        ((string?)(await sdk.Query("codepay00005")).Body["trade_state"]).ShouldBe("REVOKED");
        (await sandbox.Balance("alice")).ShouldBe(100_000);
    }

    [Fact]
    public async Task An_unknown_outcome_is_found_by_a_query()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant();
        await sandbox.SetFaults(new { wechat_pay = new { scan_code = "unknown:1" } });
        (await CodePay(sdk, "codepay00006", 100, await NewCode(sandbox))).Code.ShouldBe("SYSTEM_ERROR");
        ((string?)(await sdk.Query("codepay00006")).Body["trade_state"]).ShouldBe("SUCCESS");
    }

    private static async Task<string> NewCode(RunningSandbox sandbox) =>
        (string)(await sandbox.Post("/phone/payment_codes", new { user = "alice", wallet = "wechat_pay" })).Body["code"]!;

    private static Task<SdkAnswer> CodePay(Sdk sdk, string number, int total, string code) => sdk.Post("/v3/pay/transactions/codepay", new
    {
        appid = sdk.Appid,
        mchid = sdk.Mchid,
        description = "豆浆",
        out_trade_no = number,
        payer = new { auth_code = code },
        amount = new { total },
        scene_info = new { store_info = new { out_id = "01" } },
    });
}
