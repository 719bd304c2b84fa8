using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.WeChatPay;

/// <summary>
/// GET <c>/v3/bill/tradebill</c>, <c>/v3/bill/fundflowbill</c> and the download of what they made. The hash is of the file as it was before
/// gzip; the address lives five minutes and serves only the merchant that asked.
/// </summary>
internal sealed class ApplyForBill(Database database, SandboxOptions options, TimeProvider time)
{
    private const int MonthsBack = 3;
    private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, (string Mchid, byte[] File, DateTimeOffset Until)> files = [];

    public Task<Answer> Trade(Call call)
    {
        var day = Day(call);
        var type = call.Query("bill_type") ?? TradeBill.All;
        if (type is not (TradeBill.All or TradeBill.Success or TradeBill.Refunds))
            throw V3Error.Parameter("bill_type", "取值应为ALL/SUCCESS/REFUND", type, "query");
        var subMchid = call.Query("sub_mchid");
        if (subMchid is not null)
            call.RequireSub(subMchid, "sub_mchid", "query");
        return Offer(call, database.Read(db => TradeBill.Write(
            db, call.Merchant.Mchid, subMchid, BeijingTime.DayStart(day), BeijingTime.DayStart(day.AddDays(1)), type)));
    }

    public Task<Answer> FundFlow(Call call)
    {
        var day = Day(call);
        var account = call.Query("account_type") ?? "BASIC";
        if (account is not ("BASIC" or "OPERATION" or "FEES"))
            throw V3Error.Parameter("account_type", "取值应为BASIC/OPERATION/FEES", account, "query");

        // Everything that the sandbox knows moves on the basic account.
        return Offer(call, account != "BASIC" ? null : database.Read(db => FundBill.Write(
            db, call.Merchant.Mchid, BeijingTime.DayStart(day), BeijingTime.DayStart(day.AddDays(1)))));
    }

    public Task<Answer> Download(Call call)
    {
        if (!files.TryGetValue(call.Query("token") ?? "", out var offer) || offer.Mchid != call.Merchant.Mchid || offer.Until <= time.GetUtcNow())
            throw new V3Error(400, "INVALID_REQUEST", "下载地址已失效，请重新申请账单");
        var type = call.Query("tartype") == "gzip" ? "application/gzip" : "text/plain; charset=utf-8";
        return Task.FromResult(new Answer(200, offer.File, type, Signed: false));
    }

    private Task<Answer> Offer(Call call, byte[]? file)
    {
        if (file is null)
            throw new V3Error(400, "NO_STATEMENT_EXIST", "账单文件不存在：当日没有交易");
        var zipped = call.Query("tar_type") switch
        {
            null or "" => false,
            "GZIP" => true,
            var other => throw V3Error.Parameter("tar_type", "取值应为GZIP", other, "query"),
        };
        foreach (var old in files.Where(entry => entry.Value.Until <= time.GetUtcNow()))
            files.TryRemove(old.Key, out _);
        var token = RandomText.Letters(64);
        files[token] = (call.Merchant.Mchid, zipped ? Zip(file) : file, time.GetUtcNow() + TokenLife);
        return Task.FromResult(Answer.Ok(json =>
        {
            json.WriteString("hash_type", "SHA1");
#pragma warning disable CA5350 // WeChat Pay's choice
            json.WriteString("hash_value", Convert.ToHexStringLower(SHA1.HashData(file)));
#pragma warning restore CA5350
            json.WriteString("download_url", $"{call.BaseUrl}/v3/billdownload/file?token={token}{(zipped ? "&tartype=gzip" : "")}");
        }));
    }

    private DateOnly Day(Call call)
    {
        var text = call.Query("bill_date");
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            throw V3Error.Parameter("bill_date", "格式应为yyyy-MM-dd", text, "query");
        var now = time.GetUtcNow();
        var today = BeijingTime.Day(now);
        if (day > today || day < today.AddMonths(-MonthsBack))
            throw V3Error.Parameter("bill_date", "只能下载三个月内、今天之前的账单", text, "query");
        var made = BeijingTime.DayStart(day.AddDays(1)) + (long)TimeSpan.FromHours(10).TotalMilliseconds;
        if (!options.BillsAtOnce && now.ToUnixTimeMilliseconds() < made)
            throw new V3Error(400, "STATEMENT_CREATING", "账单生成中，请在次日10点以后重试");
        return day;
    }

    private static byte[] Zip(byte[] file)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
            gzip.Write(file);
        return buffer.ToArray();
    }
}
