using System.Globalization;
using System.IO.Compression;
using System.Text;
using Shouldly;
using Xunit;

namespace Cowry.Sandbox.Tests.Alipay;

/// <summary>What a day's bill says of what happened on it.</summary>
public sealed class AlipayBills
{
    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding(936)!;

    [Fact]
    public async Task Payments_refunds_and_cancels_with_their_fees_and_an_address_that_dies()
    {
        var time = new ShiftedTime();
        await using var sandbox = await RunningSandbox.Start(time);
        using var sdk = await AlipaySdk.Of(sandbox);
        (await Ask(sdk, time)).SubCode.ShouldBe("NO_BILL_DATA");
        var order = sdk.Order("bill1", "100.00");
        (order["store_id"], order["subject"]) = ("S01", "面,大碗");
        await sandbox.Pay("alice", (await sdk.Call("alipay.trade.precreate", order))["qr_code"]!);
        await sdk.Call("alipay.trade.refund", new { out_trade_no = "bill1", refund_amount = "25.00", out_request_no = "rf1" });
        await sdk.Pay("bill2", "10.00", await AlipayPaymentCodes.NewCode(sandbox));
        await sdk.Cancel("bill2");

        var asked = await Ask(sdk, time);
        sdk.Verify(asked).ShouldBeTrue();
        var address = new Uri(asked["bill_download_url"]!);
        using var zip = new ZipArchive(new MemoryStream(await sandbox.Http.GetByteArrayAsync(address)), ZipArchiveMode.Read, false, Gbk);
        zip.Entries.Count.ShouldBe(2);
        var lines = await Lines(zip.Entries.Single(entry => entry.Name.EndsWith("_业务明细.csv", StringComparison.Ordinal)));
        lines.Take(4).ShouldAllBe(line => line.StartsWith('#'));
        var header = lines[4].Split(',');
        header.Length.ShouldBe(25);
        var rows = lines.Skip(5).TakeWhile(line => !line.StartsWith("#---", StringComparison.Ordinal))
            .Select(line => line.Split(',').Select((cell, i) => (header[i], cell.Trim())).ToDictionary(c => c.Item1, c => c.Item2)).ToList();
        rows.ShouldContain(row => row["业务类型"] == "交易" && row["商户订单号"] == "bill1" && row["商家实收（元）"] == "100.00"
            && row["服务费（元）"] == "-0.60" && row["门店编号"] == "S01");
        rows.ShouldContain(row => row["业务类型"] == "退款" && row["退款批次号/请求号"] == "rf1" && row["商家实收（元）"] == "-25.00" && row["服务费（元）"] == "0.15");
        rows.Where(row => row["商户订单号"] == "bill2").Select(row => row["商家实收（元）"]).ShouldBe(["10.00", "-10.00"]);
        lines.ShouldContain("#交易合计：2笔，商家实收共110.00元，商家优惠共0.00元");
        (await Lines(zip.Entries.Single(entry => entry.Name.Contains("汇总", StringComparison.Ordinal)))).ShouldContain(line => line.StartsWith("合计", StringComparison.Ordinal));

        time.Ahead = TimeSpan.FromSeconds(31);
        (await sandbox.Http.GetAsync(address)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task As_live_a_bill_comes_the_next_morning()
    {
        var time = new ShiftedTime();
        await using var sandbox = await RunningSandbox.Start(time, null, "--Sandbox:BillsAtOnce", "false");
        using var sdk = await AlipaySdk.Of(sandbox);
        await sandbox.Pay("alice", await sdk.Precreate("bill3"));
        var today = Today(time);
        (await Ask(sdk, today)).SubCode.ShouldBe("BILL_NOT_EXIST");
        time.Ahead = sdk.Clock = TimeSpan.FromHours(35);
        (await Ask(sdk, today)).Code.ShouldBe("10000");
        (await Ask(sdk, "soon")).SubCode.ShouldBe("ACQ.INVALID_PARAMETER");
    }

    private static string Today(ShiftedTime time) =>
        time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Task<AlipayAnswer> Ask(AlipaySdk sdk, ShiftedTime time) => Ask(sdk, Today(time));

    private static Task<AlipayAnswer> Ask(AlipaySdk sdk, string day) =>
        sdk.Call("alipay.data.dataservice.bill.downloadurl.query", new { bill_type = "trade", bill_date = day });

    private static async Task<string[]> Lines(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(await entry.OpenAsync(), Gbk);
        return (await reader.ReadToEndAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
