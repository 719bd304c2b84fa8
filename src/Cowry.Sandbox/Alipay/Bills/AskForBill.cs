using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using Cowry.Sandbox.Storage;

namespace Cowry.Sandbox.Alipay;

/// <summary>
/// <c>alipay.data.dataservice.bill.downloadurl.query</c>: an address from which the zipped bill can be had for 30 seconds. Account movements
/// (<c>signcustomer</c>) are not built: there is never such a bill.
/// </summary>
internal sealed class AskForBill(Database database, SandboxOptions options, TimeProvider time)
{
    public const string DownloadPath = "/alipay/bill/download";

    private static readonly TimeSpan AddressLife = TimeSpan.FromSeconds(30);
    private static readonly BizShape Body = new(new BizField("bill_type", 32, true), new BizField("bill_date", 15, true), new BizField("smid", 20));
    private readonly ConcurrentDictionary<string, (byte[] File, DateTimeOffset Until)> files = [];

    public Method Method => new("alipay.data.dataservice.bill.downloadurl.query", null, Body, Handle);

    public async Task Download(HttpContext http)
    {
        if (!files.TryGetValue(http.Request.Query["token"].ToString(), out var offer) || offer.Until <= time.GetUtcNow())
        {
            http.Response.StatusCode = 403;
            return;
        }

        http.Response.ContentType = "application/octet-stream";
        http.Response.ContentLength = offer.File.Length;
        await http.Response.Body.WriteAsync(offer.File, http.RequestAborted);
    }

    private Task<Answer> Handle(Call call)
    {
        if (call.Text("bill_type") is not ("trade" or "signcustomer"))
            throw AlipayError.Parameter("bill_type取值不正确");
        var (from, to) = Period(call.Text("bill_date")!);
        var now = time.GetUtcNow();
        var made = to + (long)TimeSpan.FromHours(10).TotalMilliseconds;
        if (BeijingTime.DayStart(from) > now.ToUnixTimeMilliseconds() || (!options.BillsAtOnce && now.ToUnixTimeMilliseconds() < made) || call.Text("bill_type") != "trade")
            throw new AlipayError("40004", "BILL_NOT_EXIST", "账单不存在");
        var bill = database.Read(db => new TradeBill(call.Pid, BeijingTime.DayStart(from), to).Write(db, now.ToUnixTimeMilliseconds()))
            ?? throw new AlipayError("40004", "NO_BILL_DATA", "没有账单数据");
        foreach (var old in files.Where(entry => entry.Value.Until <= now))
            files.TryRemove(old.Key, out _);
        var token = RandomText.Letters(64);
        files[token] = (Zip(bill), now + AddressLife);
        var name = $"{call.Pid}_{call.Text("bill_date")!.Replace("-", "", StringComparison.Ordinal)}.csv.zip";
        return Task.FromResult(Answer.Success(json => json.WriteString(
            "bill_download_url", $"{call.BaseUrl}{DownloadPath}?token={token}&downloadFileName={name}")));
    }

    /// <summary>A day or a month: its first day, and the moment at which it is over.</summary>
    private static (DateOnly From, long To) Period(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return (day, BeijingTime.DayStart(day.AddDays(1)));
        return DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            ? (month, BeijingTime.DayStart(month.AddMonths(1)))
            : throw AlipayError.Parameter("bill_date格式应为yyyy-MM-dd或yyyy-MM");
    }

    private static byte[] Zip(IReadOnlyList<(string Name, byte[] Bytes)> bill)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true, RequestParameters.Charset("gbk")))
        {
            foreach (var (name, bytes) in bill)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return buffer.ToArray();
    }
}
