using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Shouldly;
using Xunit;

namespace Cowry.Sandbox.Tests;

/// <summary>The day's bill: its form to the byte, and its sums.</summary>
public sealed class Bills
{
    private static readonly string[] AllColumns =
        "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注"
            .Split(',');

    private static string Today => TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task The_trade_bill_is_whole_hashed_and_adds_up()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant(new { name = "账单店", rate = 390_000 });
        await PayThree(sandbox, sdk);
        await sdk.Refund("bill00000003", "billrefund1", 100, 1000);

        var (text, hash) = await Download(sdk, $"/v3/bill/tradebill?bill_date={Today}&bill_type=ALL");

        hash.ShouldBeTrue();
        text[0].ShouldBe('\ufeff');
        text.Replace("\r\n", "", StringComparison.Ordinal).ShouldNotContain('\n');
        var lines = text[1..].Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines[0].Split(',').ShouldBe(AllColumns);
        var rows = lines[1..^2].Select(Cells).ToList();
        rows.ShouldAllBe(row => row.Length == 27);
        var paid = rows.Where(row => row[9] == "SUCCESS").ToDictionary(row => row[6]);
        paid["bill00000001"][22].ShouldBe("0.00000", "39 % of 0.01, half up");
        paid["bill00000002"][22].ShouldBe("0.01000", "39 % of 0.03, half up");
        paid["bill00000003"][22].ShouldBe("3.90000");
        paid["bill00000003"][23].ShouldBe("39.00%");
        paid["bill00000003"][12].ShouldBe("10.00");
        paid["bill00000003"][20].ShouldBe("牛肉面,大份");
        paid["bill00000003"][3].ShouldBe("0");
        var refund = rows.Single(row => row[9] == "REFUND");
        (refund[15], refund[16], refund[12], refund[22], refund[25]).ShouldBe(("billrefund1", "1.00", "0.00", "-0.39000", "1.00"));
        lines[^2].ShouldBe("总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额");
        Cells(lines[^1]).ShouldBe(["4", "10.04", "1.0", "0.0", "3.52", "10.04", "1.0"]);
    }

    [Fact]
    public async Task The_other_kinds_have_their_columns_and_rows()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant();
        await PayThree(sandbox, sdk);
        await sdk.Refund("bill00000003", "billrefund1", 100, 1000);
        var (success, _) = await Download(sdk, $"/v3/bill/tradebill?bill_date={Today}&bill_type=SUCCESS");
        var (refunds, _) = await Download(sdk, $"/v3/bill/tradebill?bill_date={Today}&bill_type=REFUND");

        var header = success[1..].Split("\r\n")[0].Split(',');
        header.ShouldBe(AllColumns.Where(name => !name.Contains("退款", StringComparison.Ordinal)));
        success[1..].Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..^2].ShouldAllBe(row => Cells(row).Length == header.Length);
        var refundLines = refunds[1..].Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        refundLines[0].Split(',').Length.ShouldBe(29);
        refundLines.Length.ShouldBe(4);
        Cells(refundLines[1]).Length.ShouldBe(29);
    }

    [Fact]
    public async Task The_fund_bill_has_the_fee_and_its_return_as_lines_of_their_own()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant(new { name = "资金店", rate = 390_000 });
        await PayThree(sandbox, sdk);
        await sdk.Refund("bill00000003", "billrefund1", 100, 1000);
        var (text, hash) = await Download(sdk, $"/v3/bill/fundflowbill?bill_date={Today}");
        hash.ShouldBeTrue();
        var lines = text[1..].Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var rows = lines[1..^2].Select(Cells).ToList();
        rows.Count(row => row[4] == "交易").ShouldBe(3);
        rows.Count(row => row[4] == "扣除交易手续费").ShouldBe(2, "a fee of nothing is no line");
        rows.Single(row => row[4] == "退款")[6].ShouldBe("1.00");
        rows.Single(row => row[4] == "退还交易手续费")[6].ShouldBe("0.39");
        rows[^1][7].ShouldBe("5.52", "10.04 less 3.91 less 1.00 plus 0.39");
        Cells(lines[^1]).ShouldBe(["7", "4", "10.43", "3", "4.91"]);
    }

    [Fact]
    public async Task The_zipped_file_carries_the_hash_of_the_plain_one()
    {
        await using var sandbox = await RunningSandbox.Start();
        using var sdk = await sandbox.Merchant();
        await PayThree(sandbox, sdk);
        var (text, hash) = await Download(sdk, $"/v3/bill/tradebill?bill_date={Today}&tar_type=GZIP", zipped: true);
        hash.ShouldBeTrue();
        text.ShouldContain("bill00000001");
    }

    [Fact]
    public async Task A_day_without_trade_a_foreign_token_and_a_stale_one_are_refused()
    {
        var time = new ShiftedTime();
        await using var sandbox = await RunningSandbox.Start(time);
        using var sdk = await sandbox.Merchant();
        using var other = await sandbox.Merchant(new { name = "别家" });
        (await sdk.Get($"/v3/bill/tradebill?bill_date={Today}")).Code.ShouldBe("NO_STATEMENT_EXIST");
        (await sdk.Get("/v3/bill/tradebill?bill_date=2099-01-01")).Code.ShouldBe("PARAM_ERROR");
        await PayThree(sandbox, sdk);
        var offer = await sdk.Get($"/v3/bill/tradebill?bill_date={Today}");
        var address = (string)offer.Body["download_url"]!;
        (await other.Get(address)).Code.ShouldBe("INVALID_REQUEST");
        var file = await sdk.Get(address);
        file.Status.ShouldBe(200);
        file.Headers.ContainsKey("Wechatpay-Signature").ShouldBeFalse("bill files are not signed");
        time.Ahead = sdk.Clock = TimeSpan.FromMinutes(6);
        (await sdk.Get(address)).Code.ShouldBe("INVALID_REQUEST");
    }

    [Fact]
    public async Task A_sandbox_as_strict_as_the_gateway_makes_the_bill_the_next_morning()
    {
        await using var sandbox = await RunningSandbox.Start(null, null, "--Sandbox:BillsAtOnce", "false");
        using var sdk = await sandbox.Merchant();
        await PayThree(sandbox, sdk);
        (await sdk.Get($"/v3/bill/tradebill?bill_date={Today}")).Code.ShouldBe("STATEMENT_CREATING");
    }

    private static async Task PayThree(RunningSandbox sandbox, Sdk sdk)
    {
        await sandbox.Pay("alice", await sdk.Native("bill00000001", 1));
        await sandbox.Pay("alice", await sdk.Native("bill00000002", 3));
        var order = sdk.Order("bill00000003", 1000);
        order["description"] = "牛肉面,大份";
        await sandbox.Pay("alice", (string)(await sdk.Post("/v3/pay/transactions/native", order)).Body["code_url"]!);
    }

    private static string[] Cells(string row) => row[1..].Split(",`");

    private static async Task<(string Text, bool HashIsRight)> Download(Sdk sdk, string path, bool zipped = false)
    {
        var offer = await sdk.Get(path);
        offer.Status.ShouldBe(200, offer.Body.ToString());
        sdk.Verify(offer).ShouldBeTrue();
        var file = (await sdk.Get((string)offer.Body["download_url"]!)).Raw;
        if (zipped)
        {
            using var plain = new MemoryStream();
            using var gzip = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
            await gzip.CopyToAsync(plain);
            file = plain.ToArray();
        }

#pragma warning disable CA5350 // WeChat Pay's choice
        return (Encoding.UTF8.GetString(file), Convert.ToHexStringLower(SHA1.HashData(file)) == (string?)offer.Body["hash_value"]);
#pragma warning restore CA5350
    }
}
